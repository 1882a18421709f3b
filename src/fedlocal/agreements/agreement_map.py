"""AgreementMap: the counties through time. The page plays the months; Python sends outlines and spans
once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from os.path import commonprefix
from typing import Any

import anywidget
import traitlets
from markupsafe import Markup

from ..drawing.card import Shown, script
from ..drawing.maps import COUNTY_BREAKS, RAMPS, class_labels, county_map, state_borders
from ..drawing.pictures import source_line
from ..drawing.templates import render, stylesheet
from ..ground import places as home
from ..ground.formats import month_name, number, plural
from ..ground.tables import keyed, rows
from ..ground.vocabulary import MODELS
from .by_county import Span, counts_in, months, spans, totals
from .documents import addresses, archived, held

EYEBROW, TITLE = "Watch", "Agreements, county by county"
INTRO = "Press Play, or move the month yourself. Then type the name of a county."
MAPPED = "mapped {placed} of {listed}, in {places}"
SENTENCE = "{month}: " + MAPPED + "."  # under the map; the page fills it in for each month and model
AGREEMENT, PLACE = ("agreement", "agreements"), ("county", "counties")
OPENS = "2024-12"  # where Play starts: the last month before the growth; earlier months are a step back away


class AgreementMap(Shown, anywidget.AnyWidget):
    """Counties by month since January 2021, all models or one; unexecuted, a still map of the latest list.

    ``county`` (a FIPS code) is found on the map from the start; without it, the place of
    :func:`fedlocal.set_place`.

    >>> AgreementMap().summary()
    'AgreementMap: July 2026, mapped 2,083 of 2,179 agreements, in 1,036 counties'
    """

    _esm = script("drawing/places.js", "agreements/agreement_map.js")
    _css = stylesheet()
    eyebrow = traitlets.Unicode(EYEBROW).tag(sync=True)
    title = traitlets.Unicode(TITLE).tag(sync=True)
    intro = traitlets.Unicode(INTRO).tag(sync=True)
    source = traitlets.Unicode().tag(sync=True)

    def __init__(self, county: str | None = None):
        if county is None:
            here = home.county()
            county = here.fips if here else None
        self._county = county
        monthly = rows("agreements_monthly")
        self._placed = spans(rows("agreement_lifespans"), rows("counties"), monthly)
        self._months = months(monthly)
        self._last = len(self._months) - 1
        self._totals = totals(monthly)
        super().__init__(
            source=source_line(
                "agreements_monthly",
                "agreement_lifespans",
                "agreement_documents",
                "county_shapes",
                note=(
                    "A county is shaded if an agency that we could place there is listed. Statewide agencies"
                    " are on no map."
                ),
            )
        )
        self.on_msg(self._asked)

    def _asked(self, _widget, message: dict, _buffers) -> None:
        if message.get("ask") == "map":
            self.send({"map": self.payload()})

    def payload(self) -> dict:
        """Everything that the page needs, as plain lists: outlines, borders, counties, spans, months, totals,
        colours.

        A span ends with the address of its signed paper, without the part that all have in common; "" for
        none.
        """
        outlines = rows("county_shapes")
        position = {shape["shape_id"]: place for place, shape in enumerate(outlines)}
        counties = sorted(rows("counties"), key=lambda county: (county["county_name"], county["state_abbr"]))
        row_of = {county["county_fips"]: place for place, county in enumerate(counties)}
        models = list(MODELS)
        papers = [_paper(span) for span in self._placed]
        shared = commonprefix([url for url in papers if url])
        return {
            "outlines": [[shape["shape_id"], shape["path"]] for shape in outlines],
            "borders": state_borders(),
            "counties": [[_name(county), position[county["shape_id"]]] for county in counties],
            "spans": [
                [
                    position[span.shape_id],
                    row_of[span.county_fips],
                    models.index(span.model),
                    span.start,
                    span.end,
                    span.agency,
                    url.removeprefix(shared),
                ]
                for span, url in zip(self._placed, papers, strict=True)
            ],
            "papers": shared,
            "archived": [number(count) for count in archived()],
            "names": [month_name(month) for month in self._months],
            "opens": self._months.index(OPENS),
            "models": list(MODELS.items()),
            "totals": self._totals,
            "sentence": SENTENCE,
            "nouns": {
                "": AGREEMENT,
                **{code: [f"{name} {noun}" for noun in AGREEMENT] for code, name in MODELS.items()},
                "places": PLACE,
            },
            "breaks": list(COUNTY_BREAKS),
            "labels": class_labels(COUNTY_BREAKS),
            "ramps": {key or "": list(ramp) for key, ramp in RAMPS.items()},
            "find": _name(self._found) if self._county else "",
        }

    @cached_property
    def _by_county(self) -> Counter[str]:
        """Placed agreements of the latest list by ``county_fips``."""
        return counts_in(self._placed, self._last, by="county_fips")

    @property
    def _found(self) -> Mapping[str, Any]:
        """The county looked for, a row of ``counties``."""
        return keyed("counties", "county_fips")[self._county]

    def _now(self) -> dict[str, str]:
        """What stands in the sentence for the latest list and all models."""
        return {
            "month": month_name(self._months[self._last]),
            "placed": number(self._by_county.total()),
            "listed": plural(self._totals[""][self._last], *AGREEMENT),
            "places": plural(len(self._by_county), *PLACE),
        }

    def fallback(self) -> str:
        now = self._now()
        return render(
            "agreements/agreement_map.html",
            eyebrow=EYEBROW,
            title=TITLE,
            svg=county_map(counts_in(self._placed, self._last)),
            rows=self._half_years(),
            source=self.source,
            alt=self._alt(now["month"]),
            said=SENTENCE.format(**now),
            here=self._in_county() if self._county else "",
        )

    def _half_years(self) -> list[list[str]]:
        """The table under the still map: a row for each January and July, and for the latest list."""
        lines = []
        for place, month in enumerate(self._months):
            if month.endswith(("-01", "-07")) or place == self._last:
                by_county = counts_in(self._placed, place, by="county_fips")
                counts = by_county.total(), self._totals[""][place], len(by_county)
                lines.append([month_name(month), *map(number, counts)])
        return lines

    def _in_county(self) -> str:
        """What stands in the county looked for on the latest list, in one sentence."""
        agencies: dict[str, list[tuple[str, str]]] = {}
        for span in self._placed:
            if span.county_fips == self._county and span.start <= self._last <= span.end:
                agencies.setdefault(span.agency, []).append((span.model, _paper(span)))
        if not agencies:
            return f"{_name(self._found)}: no agency that could be placed here."
        named = [
            Markup("{} ({})").format(agency, held(agency, models)) for agency, models in agencies.items()
        ]
        return Markup("{}: {}.").format(_name(self._found), Markup("; ").join(named))

    def _alt(self, month: str) -> str:
        counties, states_by_code = keyed("counties", "county_fips"), keyed("states", "state_abbr")
        shaded = Counter(counties[fips]["state_abbr"] for fips in sorted(self._by_county))
        states = ", ".join(f"{states_by_code[code]['state']} {n}" for code, n in shaded.most_common(5))
        return (
            f"Map of counties, {month}, shaded by the number of agreements placed in each. States with the"
            f" most shaded counties: {states}."
        )

    def summary(self) -> str:
        return ("AgreementMap: {month}, " + MAPPED).format(**self._now())


def _name(county: Mapping[str, Any]) -> str:
    return f"{county['county_name']}, {county['state_abbr']}"


def _paper(span: Span) -> str:
    """Address of the signed paper of a placed agreement; "" for none."""
    return addresses().get((span.state_abbr, span.agency, span.model, span.date_signed), "")
