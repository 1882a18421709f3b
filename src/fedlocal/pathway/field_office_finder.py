"""FieldOfficeFinder: a county, a state or an office → which of ICE's 25 field offices, on a map. The page
draws; Python finds."""

from __future__ import annotations

import anywidget
import traitlets

from ..drawing.card import Shown, script
from ..drawing.maps import OFFICE_BOX, OFFICE_CHOSEN, OFFICE_TINTS, office_map
from ..drawing.pictures import source_line
from ..drawing.templates import render, stylesheet
from ..ground import places
from ..ground.formats import number
from ..ground.tables import rows
from . import offices as domain
from .trends import Point, arrests

EYEBROW, TITLE = "Find", "Which of the 25 field offices?"
INTRO = (
    "Type any county, choose a state, or click an area. ERO, the part of ICE that arrests, holds and removes,"
    " divides the country this way."
)
EXAMPLE = "48201"  # Harris County, Texas, in a state that five offices share
HEAD = ["Office", "City", "Area", "Counties", "Residents"]
AREA = {  # columns of the table office_shapes -> what the page calls them
    "office": "name",
    "city_x": "x",
    "city_y": "y",
    "label_x": "labelX",
    "label_y": "labelY",
    "label_anchor": "anchor",
}
CAPTION = "ICE’s field offices and their areas; residents of every status on 1 July 2025"


class FieldOfficeFinder(Shown, anywidget.AnyWidget):
    """``county`` (a FIPS code) chooses where it opens; without it, the county of :func:`fedlocal.place`, else
    an example.

    >>> FieldOfficeFinder("48303").summary()
    'FieldOfficeFinder: 25 offices; Lubbock County, TX belongs to the Dallas field office, in Dallas, TX.'
    """

    _esm = script("drawing/places.js", "pathway/field_office_finder.js")
    _css = stylesheet()
    eyebrow = traitlets.Unicode(EYEBROW).tag(sync=True)
    title = traitlets.Unicode(TITLE).tag(sync=True)
    intro = traitlets.Unicode(INTRO).tag(sync=True)
    source = traitlets.Unicode().tag(sync=True)

    def __init__(self, county: str | None = None):
        self._offices = domain.offices(rows("field_offices"))
        self._names = {row["state_abbr"]: row["state"] for row in rows("states")}
        self._arrests = _newest_arrests()
        self._opens = county or _own_county()
        super().__init__(
            source=source_line(
                "field_offices",
                "office_shapes",
                note=(
                    "The dot is the office’s city. An area says which office works there. It is not where"
                    " people are held, and not where a court sits."
                ),
            )
        )
        self.on_msg(self._asked)

    def _asked(self, _widget, message: dict, _buffers) -> None:
        self.send({"map": self.payload()} if message.get("ask") == "map" else {"found": self.find(**message)})

    def find(self, county: str | None = None, state: str | None = None, office: str | None = None) -> dict:
        """What is shown for a county (FIPS), a state (two letters) or an office: the sentence, the offices,
        the county's outline.

        Raises :class:`LookupError` for a place that there is not.
        """
        counties, outline = rows("counties"), ""
        if county:
            found, outline = domain.of_county(county, counties, self._offices), _outline(county)
        elif state:
            found = domain.of_state(state, counties, rows("states"), self._offices)
        elif office in self._offices:
            found = domain.Found(
                f"The {office} field office is in {self._offices[office].place}.", (office,), office
            )
        else:
            raise LookupError(f"There is no field office {office!r}. There are: {', '.join(self._offices)}.")
        several = len(found.offices) > 1
        entries = [
            {
                "name": name,
                "place": self._offices[name].place,
                "lines": self._lines(name)[: 1 if several else None],
            }
            for name in found.offices
        ]
        return {"sentence": found.sentence, "offices": entries, "outline": outline}

    def _lines(self, name: str) -> list[str]:
        known = [self._arrests[name]] if name in self._arrests else []
        return [*domain.about(self._offices[name], self._names), *known]

    def payload(self) -> dict:
        """Everything that the page needs once, as plain lists: areas, names, counties, states, and what it
        opens with."""
        counties = sorted(rows("counties"), key=lambda row: (row["county_name"], row["state_abbr"]))
        names = {**self._names, **domain.TERRITORIES}
        covered = {code for office in self._offices.values() for code in office.states}
        opens = next(row for row in counties if row["county_fips"] == self._opens)
        return {
            "offices": [
                {AREA.get(name, name): cell for name, cell in row.items()} for row in rows("office_shapes")
            ],
            "borders": "".join(row["county_map_path"] for row in rows("state_shapes")),
            "box": OFFICE_BOX,
            "tints": list(OFFICE_TINTS),
            "chosen": OFFICE_CHOSEN,
            "counties": [
                [f"{row['county_name']}, {row['state_abbr']}", row["county_fips"]] for row in counties
            ],
            "states": sorted(
                ([code, name] for code, name in names.items() if code in covered), key=lambda pair: pair[1]
            ),
            "opens": f"{opens['county_name']}, {opens['state_abbr']}",
            "found": self.find(county=self._opens),
            "head": HEAD,
            "rows": self._rows(),
            "caption": CAPTION,
        }

    def _rows(self) -> list[list[str]]:
        return [
            [office.name, office.place, office.area, number(office.counties), number(office.residents)]
            for office in self._offices.values()
        ]

    def fallback(self) -> str:
        found = self.find(county=self._opens)
        chosen = tuple(office["name"] for office in found["offices"])
        return render(
            "pathway/field_office_finder.html",
            eyebrow=EYEBROW,
            title=TITLE,
            intro=INTRO,
            found=found,
            svg=office_map(chosen, found["outline"]),
            alt=f"Map of the areas of ICE’s 25 field offices, each with its name. {found['sentence']}",
            head=HEAD,
            rows=self._rows(),
            caption=CAPTION,
            source=self.source,
            shared=[self.find(state=state)["sentence"] for state in ("CA", "NY", "TX")],
        )

    def summary(self) -> str:
        return (
            f"FieldOfficeFinder: {len(self._offices)} offices;"
            f" {domain.of_county(self._opens, rows('counties'), self._offices).sentence}"
        )


def _outline(fips: str) -> str:
    shape = next(row["shape_id"] for row in rows("counties") if row["county_fips"] == fips)
    return next(row["path"] for row in rows("county_shapes") if row["shape_id"] == shape)


def _own_county() -> str:
    here = places.county()
    return here.fips if here and here.field_office else EXAMPLE


def _newest_arrests() -> dict[str, str]:
    """One sentence for each office on the newest year of arrests that we have by office; none for an office
    that is younger."""
    points = arrests(rows("arrests_by_office"))
    newest = max(point.period for point in points)
    return {point.group: _arrests(point) for point in points if point.period == newest}


def _arrests(point: Point) -> str:
    low, high = point.interval or (point.rate, point.rate)
    return (
        f"In fiscal year {point.period}, the newest by office that we could read, ICE made"
        f" {number(point.count)} arrests in the area as it was then: {number(point.rate, 1)} for every"
        f" 1,000 noncitizens (95 percent interval {number(low, 1)} to {number(high, 1)})."
    )
