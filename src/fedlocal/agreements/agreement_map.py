"""AgreementMap: the counties through time. The page plays the months; Python sends outlines and spans
once."""

from __future__ import annotations

from os.path import commonprefix

import anywidget
import traitlets
from markupsafe import Markup

from ..drawing.card import Shown, script
from ..drawing.maps import COUNTY_BREAKS, RAMPS, class_labels, county_map
from ..drawing.pictures import source_line
from ..drawing.templates import render, stylesheet
from ..ground import places as home
from ..ground.formats import month_name, number, plural
from ..ground.tables import load
from ..ground.vocabulary import MODELS
from .by_county import counts_in, months, spans, totals
from .counts import covered, papers
from .documents import held

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
        self._monthly = load("agreements_monthly")
        self._rows = spans(load("agreement_lifespans"), load("counties"), self._monthly)
        self._months = months(self._monthly)
        documents, agencies = load("agreement_documents"), load("agreements")
        known = papers(documents, agencies)
        keys = zip(
            *(self._rows[column] for column in ("state_abbr", "agency", "model", "date_signed")), strict=True
        )
        self._papers = [known.get(key, "") for key in keys]
        self._covered = covered(documents, agencies)
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
        outlines = load("county_shapes")
        position = {shape: i for i, shape in enumerate(outlines["shape_id"])}
        counties = load("counties").sort_values(["county_name", "state_abbr"])
        row_of = {fips: i for i, fips in enumerate(counties["county_fips"])}
        models = list(MODELS)
        shared = commonprefix([url for url in self._papers if url])
        return {
            "outlines": outlines[["shape_id", "path"]].to_numpy().tolist(),
            "borders": "".join(load("state_shapes")["county_map_path"]),
            "counties": [
                [f"{c.county_name}, {c.state_abbr}", position[c.shape_id]] for c in counties.itertuples()
            ],
            "spans": [
                [
                    position[r.shape_id],
                    row_of[r.county_fips],
                    models.index(r.model),
                    int(r.start),
                    int(r.end),
                    r.agency,
                    url.removeprefix(shared),
                ]
                for r, url in zip(self._rows.itertuples(), self._papers, strict=True)
            ],
            "papers": shared,
            "archived": [number(count) for count in self._covered],
            "names": [month_name(month) for month in self._months],
            "opens": self._months.index(OPENS),
            "models": list(MODELS.items()),
            "totals": totals(self._monthly),
            "sentence": SENTENCE,
            "nouns": {
                "": AGREEMENT,
                **{code: [f"{name} {noun}" for noun in AGREEMENT] for code, name in MODELS.items()},
                "places": PLACE,
            },
            "breaks": list(COUNTY_BREAKS),
            "labels": class_labels(COUNTY_BREAKS),
            "ramps": {key or "": list(ramp) for key, ramp in RAMPS.items()},
            "find": self._found()["name"] if self._county else "",
        }

    def _now(self) -> dict[str, str]:
        """What stands in the sentence for the latest list and all models."""
        last = len(self._months) - 1
        by_county = counts_in(self._rows, last, by="county_fips")
        return {
            "month": month_name(self._months[last]),
            "placed": number(int(by_county.sum())),
            "listed": plural(totals(self._monthly)[""][last], *AGREEMENT),
            "places": plural(len(by_county), *PLACE),
        }

    def fallback(self) -> str:
        now = self._now()
        rows = [
            [
                month_name(m),
                number(counts_in(self._rows, i).sum()),
                number(totals(self._monthly)[""][i]),
                number(len(counts_in(self._rows, i, by="county_fips"))),
            ]
            for i, m in enumerate(self._months)
            if m.endswith(("-01", "-07")) or m == self._months[-1]
        ]
        counts = counts_in(self._rows, len(self._months) - 1)
        return render(
            "agreements/agreement_map.html",
            eyebrow=EYEBROW,
            title=TITLE,
            svg=county_map(counts),
            rows=rows,
            source=self.source,
            alt=self._alt(now["month"]),
            said=SENTENCE.format(**now),
            here=self._found()["said"] if self._county else "",
        )

    def _found(self) -> dict[str, str]:
        """The name of the county looked for, and what stands there on the latest list, in one sentence."""
        last = len(self._months) - 1
        row = load("counties").set_index("county_fips").loc[self._county]
        name = f"{row['county_name']}, {row['state_abbr']}"
        rows = self._rows.assign(paper=self._papers)
        rows = rows[(rows["county_fips"] == self._county) & (rows["start"] <= last) & (rows["end"] >= last)]
        named = [
            Markup("{} ({})").format(
                agency, held(agency, list(zip(here["model"], here["paper"], strict=True)))
            )
            for agency, here in rows.groupby("agency", sort=False)
        ]
        sentence = (
            Markup("{}: {}.").format(name, Markup("; ").join(named))
            if named
            else f"{name}: no agency that could be placed here."
        )
        return {"name": name, "said": sentence}

    def _alt(self, month: str) -> str:
        here = (
            load("counties")
            .set_index("county_fips")
            .loc[counts_in(self._rows, len(self._months) - 1, by="county_fips").index]
        )
        most = here["state_abbr"].value_counts().head(5)
        names = load("states").set_index("state_abbr")["state"]
        states = ", ".join(f"{names[code]} {count}" for code, count in most.items())
        return (
            f"Map of counties, {month}, shaded by the number of agreements placed in each. States with the"
            f" most shaded counties: {states}."
        )

    def summary(self) -> str:
        return ("AgreementMap: {month}, " + MAPPED).format(**self._now())
