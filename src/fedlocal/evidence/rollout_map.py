"""When Secure Communities reached each county: a map of the real roll-out."""

from __future__ import annotations

import pandas as pd

from ..drawing.maps import HEIGHT, WIDTH
from ..drawing.palette import COLOURS, FONT
from ..drawing.pictures import Picture, source_line
from ..ground.formats import month_name, number, share
from ..ground.places import home_county
from ..ground.tables import load

YEARS = {
    "2009": ("2008–09", "#14452F"),
    "2010": ("2010", "#4C8264"),
    "2011": ("2011", "#8DB39D"),
    "2012": ("2012–13", "#DDEAE2"),
}


def year_class(month: str) -> str:
    """The class of a month of activation: the first two years and the last two are drawn together.

    >>> year_class("2008-10"), year_class("2013-01")
    ('2009', '2012')
    """
    return min(max(month[:4], "2009"), "2012")


def rollout(county: str | None = None) -> Picture:
    """A map of the counties by the year in which Secure Communities was switched on there; one may be
    outlined.

    ``county`` is a FIPS code of today; without one, it is the place that was set, if any.

    >>> rollout("48201").takeaway.startswith("Harris County, Texas, came on in October 2008")
    True
    """
    county = county or home_county()
    table = load("secure_communities")
    table = table.assign(year=table["activation_month"].map(year_class))
    states = load("states").set_index("state_abbr")["state"]
    counts = table["year"].value_counts().reindex(YEARS)
    whole = table.groupby("state_abbr")["activation_month"].nunique()
    at_once = [states[code] for code in whole.index[whole == 1]]
    by_end = counts.cumsum()
    found = table[table["county_fips_2025"] == county] if county else table.iloc[:0]
    place = (
        f"{load('counties').set_index('county_fips').loc[county, 'county_name']},"
        f" {states[found['state_abbr'].item()]}, came on in {month_name(found['activation_month'].item())}. "
        if len(found)
        else ""
    )
    takeaway = (
        f"{place}By the end of 2010 the program ran in {number(by_end['2010'])} of {number(len(table))}"
        f" counties ({share(by_end['2010'], len(table))}), a year later in"
        f" {share(by_end['2011'], len(table))}. The order was no lottery: counties on the southwestern border"
        f" came early, and {len(at_once)} states or districts came on whole, in a single month."
    )
    rows = [
        [
            states[code],
            number(len(rows)),
            month_name(rows["activation_month"].min()),
            month_name(rows["activation_month"].max()),
        ]
        for code, rows in table.groupby("state_abbr")
    ]
    return Picture(
        svg=_map(table, found["shape_id"].iloc[0] if len(found) else ""),
        title="When Secure Communities reached each county",
        takeaway=takeaway,
        width=900,
        alt=(
            "Map of the counties, darker where the program came earlier. Dark along the southwestern border"
            " and in parts of the South; light in the Northeast, the northern Plains and Illinois."
        ),
        source=source_line(
            "secure_communities",
            "county_shapes",
            note=(
                "White: no date in the source, Alaska and Hawaii among them. Connecticut is drawn as one."
                " Fingerprint checks, not agreements under section 287(g)."
            ),
        ),
        head=["State", "Counties", "First on", "Last on"],
        rows=rows,
        caption="Counties switched on, by state",
        numeric=[1],
    )


def _map(table: pd.DataFrame, marked: str) -> str:
    shapes = load("county_shapes").set_index("shape_id")["path"]
    most = (
        table.value_counts(["shape_id", "year"]).reset_index().drop_duplicates("shape_id")
    )  # several counties can share an outline
    years = most.set_index("shape_id")["year"].reindex(shapes.index).fillna("")
    shaded = "".join(
        f'<path d="{"".join(shapes[years == year])}" fill="{colour}"/>'
        for year, colour in [("", "#FFFFFF"), *((year, colour) for year, (_, colour) in YEARS.items())]
    )
    borders = "".join(load("state_shapes")["county_map_path"])
    outline = (
        f'<path d="{shapes[marked]}" fill="none" stroke="{COLOURS["ink"]}" stroke-width="4"/>'
        if marked
        else ""
    )
    legend, x = [], 330
    for label, colour in YEARS.values():
        legend.append(
            f'<rect x="{x}" y="626" width="20" height="20" rx="3" fill="{colour}" stroke="#8A97A3"/><text'
            f' x="{x + 28}" y="637" dominant-baseline="central">{label}</text>'
        )
        x += 116
    font = FONT.replace('"', "'")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + 50}" width="{WIDTH}"'
        f' height="{HEIGHT + 50}" font-family="{font}" font-size="17" fill="{COLOURS["ink"]}"><g'
        f' stroke="#C9D1D8" stroke-width="0.5">{shaded}</g><path d="{borders}" fill="none" stroke="#6B7A88"'
        f' stroke-width="1" stroke-linejoin="round"/>{outline}<text x="314" y="637" text-anchor="end"'
        f' dominant-baseline="central">Switched on in:</text>{"".join(legend)}</svg>'
    )
