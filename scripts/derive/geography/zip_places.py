"""Maintainers only: fill inputs/places_zip.csv from the package `zipcodes` (pip install zipcodes==3.0.0).

For states whose Census list of places could not be read whole. A place has one county only if every ZIP
code that carries its name in that state lies in that county. A ZIP code's county is where most of it lies,
so a place that straddles a county line can slip through: on 517 police departments whose county ICE
prints, 18 differed.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

from derive.common import input_file, read

WANTED = input_file("places_zip_wanted")


def main(reference):
    import zipcodes

    fips = {
        (r.state_abbr, r.county_name.lower()): r.county_fips
        for r in read(reference, "county_base_2025").itertuples()
    }
    counties = defaultdict(set)
    for code in zipcodes.list_all():
        for name in [code["city"], *code["acceptable_cities"]]:
            counties[code["state"], name.lower()].add(code["county"])
    with (
        open(WANTED, encoding="utf-8") as wanted,
        open(input_file("places_zip"), "w", newline="", encoding="utf-8") as out,
    ):
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["state_abbr", "place", "place_type", "place_fips", "county_fips_all"])
        for row in csv.DictReader(wanted):
            found = sorted(
                fips[row["state_abbr"], c.lower()] for c in counties[row["state_abbr"], row["place"].lower()]
            )
            if found:
                writer.writerow([row["state_abbr"], row["place"], "postal_city", "", ";".join(found)])
            else:
                print("not found:", row, file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
