"""When Secure Communities reached each county: a map of the real roll-out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from ..drawing.guess_marks import in_table, ruler, ruler_in_words
from ..drawing.maps import HEIGHT, LETTERS, WIDTH
from ..drawing.palette import COLOURS
from ..drawing.pictures import Picture, source_line
from ..drawing.svg import box, drawing, legend
from ..ground.formats import month_name, number, share
from ..ground.places import home_county
from ..ground.tables import derived, keyed, rows

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


def rollout(county: str | None = None, guess: float | None = None) -> Picture:
    """A map of the counties by the year in which Secure Communities was switched on there; one may be
    outlined.

    ``county`` is a FIPS code of today; without one, it is the place that was set, if any. A
    ``guess`` of the counties by the end of 2010 stands on a bar of its own.

    >>> rollout("48201").takeaway.startswith("Harris County, Texas, came on in October 2008")
    True
    """
    county = county or home_county()
    table = rows("secure_communities")
    names = {row["state_abbr"]: row["state"] for row in rows("states")}
    months: dict[str, list[str]] = defaultdict(list)
    for row in table:
        months[row["state_abbr"]].append(row["activation_month"])
    at_once = [code for code, found in months.items() if len(set(found)) == 1]
    by_2010, by_2011 = (
        sum(row["activation_month"] <= month for row in table) for month in ("2010-12", "2011-12")
    )
    own = next((row for row in table if county and row["county_fips_2025"] == county), None)
    takeaway = (
        f"{_came_on(own, names)}By the end of 2010 the program ran in {number(by_2010)} of"
        f" {number(len(table))} counties ({share(by_2010, len(table))}), a year later in"
        f" {share(by_2011, len(table))}. The order was no lottery: counties on the southwestern border"
        f" came early, and {len(at_once)} states or districts came on whole, in a single month."
    )
    compared = (by_2010, guess, len(table), "counties by the end of 2010")
    return Picture(
        ruler="" if guess is None else ruler(*compared),
        ruler_alt=ruler_in_words(*compared),
        svg=_map(own["shape_id"] if own else ""),
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
        rows=[
            *(
                [names[code], number(len(found)), month_name(min(found)), month_name(max(found))]
                for code, found in sorted(months.items())
            ),
            *in_table(guess, 4, 1),
        ],
        caption="Counties switched on, by state",
        numeric=[1],
    )


def _came_on(county: Mapping | None, names: Mapping[str, str]) -> str:
    """When one county came on, as a sentence; "" without one or without its date."""
    if county is None:
        return ""
    name = keyed("counties", "county_fips")[county["county_fips_2025"]]["county_name"]
    return f"{name}, {names[county['state_abbr']]}, came on in {month_name(county['activation_month'])}. "


@derived
def _shaded() -> str:
    """The outlines of the counties, those of a class in one path.

    Several counties can share an outline: the class that most of them have decides.
    """
    counted = Counter(
        (row["shape_id"], year_class(row["activation_month"])) for row in rows("secure_communities")
    )
    classes: dict[str, str] = {}
    for (shape, year), _ in counted.most_common():
        classes.setdefault(shape, year)
    paths: dict[str, list[str]] = {"": [], **{year: [] for year in YEARS}}
    for row in rows("county_shapes"):
        paths[classes.get(row["shape_id"], "")].append(row["path"])
    fills = {"": "#FFFFFF", **{year: colour for year, (_, colour) in YEARS.items()}}
    return "".join(f'<path d="{"".join(paths[year])}" fill="{fill}"/>' for year, fill in fills.items())


def _map(marked: str) -> str:
    borders = "".join(row["county_map_path"] for row in rows("state_shapes"))
    outline = ""
    if marked:
        path = keyed("county_shapes", "shape_id")[marked]["path"]
        outline = f'<path d="{path}" fill="none" stroke="{COLOURS["ink"]}" stroke-width="4"/>'
    entries = [(box(colour), label) for label, colour in YEARS.values()]
    body = (
        f'<g stroke="#C9D1D8" stroke-width="0.5">{_shaded()}</g><path d="{borders}" fill="none"'
        f' stroke="#6B7A88" stroke-width="1" stroke-linejoin="round"/>{outline}'
    ) + legend([("", "Switched on in:"), *entries], 120, HEIGHT + 26, WIDTH, LETTERS)
    return drawing(WIDTH, HEIGHT + 50, body, LETTERS)
