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
from ..ground.tables import load
from . import offices as domain
from .trends import arrests

EYEBROW, TITLE = "Find", "Which of the 25 field offices?"
INTRO = (
    "Type any county, choose a state, or click an area. ERO, the part of ICE that arrests, holds and removes,"
    " divides the country this way."
)
EXAMPLE = "48201"  # Harris County, Texas, in a state that five offices share
HEAD = ["Office", "City", "Area", "Counties", "Residents"]
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
        self._offices = domain.offices(load("field_offices"))
        self._names = load("states").set_index("state_abbr")["state"].to_dict()
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
        counties, outline = load("counties"), ""
        if county:
            found = domain.of_county(county, counties, self._offices)
            shape = counties.loc[counties["county_fips"] == county, "shape_id"].item()
            outline = load("county_shapes").set_index("shape_id").at[shape, "path"]
        elif state:
            found = domain.of_state(state, counties, load("states"), self._offices)
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
        return [*domain.about(self._offices[name], self._names), *_arrests_of(name)]

    def payload(self) -> dict:
        """Everything that the page needs once, as plain lists: areas, names, counties, states, and what it
        opens with."""
        shapes = load("office_shapes").rename(
            columns={
                "office": "name",
                "city_x": "x",
                "city_y": "y",
                "label_x": "labelX",
                "label_y": "labelY",
                "label_anchor": "anchor",
            }
        )
        counties = load("counties").sort_values(["county_name", "state_abbr"])
        names = {**dict(self._names), **domain.TERRITORIES}
        covered = {code for office in self._offices.values() for code in office.states}
        opens = counties.loc[counties["county_fips"] == self._opens].iloc[0]
        return {
            "offices": shapes.to_dict("records"),
            "borders": "".join(load("state_shapes")["county_map_path"]),
            "box": OFFICE_BOX,
            "tints": list(OFFICE_TINTS),
            "chosen": OFFICE_CHOSEN,
            "counties": [
                [f"{name}, {code}", fips]
                for name, code, fips in zip(
                    counties["county_name"], counties["state_abbr"], counties["county_fips"]
                )
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
            f" {domain.of_county(self._opens, load('counties'), self._offices).sentence}"
        )


def _own_county() -> str:

    here = places.county()
    return here.fips if here and here.field_office else EXAMPLE


def _arrests_of(office: str) -> list[str]:
    """One sentence on the newest year of arrests that we have by office; none for an office that is
    younger."""
    rows = arrests(load("arrests_by_office"))
    newest = rows[(rows["period"] == rows["period"].max()) & (rows["group"] == office)].to_dict("records")
    return [
        f"In fiscal year {row['period']}, the newest by office that we could read, ICE made"
        f" {number(row['count'])} arrests in the area as it was then: {number(row['rate'], 1)} for every"
        f" 1,000 noncitizens (95 percent interval {number(row['low'], 1)} to {number(row['high'], 1)})."
        for row in newest
    ]
