"""AgreementExplorer: any month, model, state and county → a chart, a map, a sentence and a table."""

from __future__ import annotations

import pandas as pd
from ipywidgets import Dropdown
from markupsafe import Markup

from ..drawing.card import Card, panel
from ..drawing.maps import state_map
from ..drawing.pictures import source_line
from ..drawing.stacked_chart import stacked
from ..drawing.svg import data_uri
from ..drawing.templates import render
from ..ground import places
from ..ground.formats import day_name, month_name, number, plural
from ..ground.tables import load
from ..ground.vocabulary import MODELS
from .by_county import listed
from .counts import by_state, covered, papers, stock
from .documents import held

ALL = ""


class AgreementExplorer(Card):
    """Choose a month, a model, a state and a county; the chart, the map and the table follow.

    ``state`` and ``county`` (a FIPS code) choose where it opens; without them it opens at the place of
    :func:`fedlocal.set_place`, if there is one. ``state=""`` is the whole country.

    >>> AgreementExplorer(state="TX").summary().startswith("AgreementExplorer: Texas, July 2026")
    True
    """

    def __init__(self, state: str | None = None, county: str = ALL):
        if state is None:
            here = places.county()
            state, county = (here.state_abbr, here.fips) if here else (ALL, county)
        self._monthly = load("agreements_monthly")
        self._states = load("states").set_index("state_abbr")["state"]
        documents, agencies = load("agreement_documents"), load("agreements")
        self._papers, self._covered = papers(documents, agencies), covered(documents, agencies)
        months = sorted(self._monthly["month"].unique(), reverse=True)
        self.month = Dropdown(
            description="Month", options=[(month_name(m), m) for m in months], value=months[0]
        )
        self.model = Dropdown(
            description="Model", options=[("all models", ALL), *((name, key) for key, name in MODELS.items())]
        )
        self.state = Dropdown(
            description="State", options=[("all states", ALL), *_sorted_names(self._states)], value=state
        )
        self.county = Dropdown(description="County", options=self._counties(state), value=county)
        self._panel = panel()
        self.state.observe(self._new_state, names="value")
        super().__init__(
            render("agreements/agreement_explorer.html", block="head"),
            [self.state, self.county, self.model, self.month],
            [self._panel],
        )

    def _counties(self, state: str) -> list[tuple[str, str]]:
        if not state:
            return [("choose a state first", ALL)]
        here = load("counties").query("state_abbr == @state").sort_values("county_name")
        return [("all counties", ALL), *zip(here["county_name"], here["county_fips"], strict=True)]

    def _new_state(self, _change) -> None:
        with self.county.hold_trait_notifications():
            self.county.options = self._counties(self.state.value)
            self.county.value = ALL

    def redraw(self) -> None:
        self._panel.value = render("agreements/agreement_explorer.html", block="view", **self.view())

    def view(self) -> dict:
        """Everything the panel shows, as plain values: sentence, pictures, and the table that fits the
        choice."""
        state, model = self.state.value or None, self.model.value or None
        table = stock(self._monthly, state)
        if model:
            table = table.assign(**{other: table[other] * 0 for other in MODELS if other != model})
        place = self._states[state] if state else "the United States"
        return {
            "sentence": self._sentence(table, place),
            "place": place,
            "chart": data_uri(stacked(table, marked=self.month.value, size=(460, 300))),
            "chart_alt": (
                f"Agreements by month in {place}; a dashed line marks {month_name(self.month.value)}."
            ),
            "map": data_uri(state_map(by_state(self._monthly, self.month.value, model), model, state)),
            "map_alt": (
                f"Map of the states, {month_name(self.month.value)}; the numbers are in the table of states."
            ),
            **self._table(state, model),
            "source": source_line(
                "agreements_monthly",
                "agreement_lifespans",
                "agreement_documents",
                note=_archived(self._covered),
            ),
        }

    def _sentence(self, table: pd.DataFrame, place: str) -> str:
        row = table.loc[self.month.value]
        parts = [f"{number(row[model])} {name}" for model, name in MODELS.items() if row[model]]
        kinds = f" ({', '.join(parts)})" if len(parts) > 1 else ""
        what = f"{MODELS[self.model.value]} agreement" if self.model.value else "agreement"
        never = " It has listed none here since January 2021." if not table.sum().sum() else ""
        return (
            f"{month_name(self.month.value)}: ICE listed {plural(int(row.sum()), what)} in"
            f" {place}{kinds}.{never}"
        )

    def _table(self, state: str | None, model: str | None) -> dict:
        when = month_name(self.month.value)
        if state is None:
            counts = by_state(self._monthly, self.month.value, model)
            rows = [[self._states[code], number(count)] for code, count in counts.items()]
            return {
                "caption": f"Agreements by state, {when}",
                "head": ["State", "Agreements"],
                "rows": rows,
                "numeric": [1],
                "note": "",
                "county": "",
            }
        here = listed(load("agreement_lifespans"), self._monthly, self.month.value, state)
        if model:
            here = here[here["models"].apply(lambda models: model in models)]
        agencies = here[here["county_fips"] == self.county.value] if self.county.value else here
        rows = [
            [
                a.agency,
                a.county_name if isinstance(a.county_name, str) else "not placed",
                self._held(a, state),
                _since(a.since),
            ]
            for a in agencies.itertuples()
        ]
        return {
            "caption": f"Agencies on the list of {when}",
            "head": ["Agency", "County", "Models", "Seen on the list since"],
            "rows": rows,
            "numeric": [],
            "note": self._unplaced(here),
            "county": self._county_sentence(agencies, when, state),
        }

    def _held(self, agency, state: str) -> Markup:
        """The models of one agency, each with a link to its signed paper if an archive keeps it."""
        return held(
            agency.agency,
            [
                (m, self._papers.get((state, agency.agency, m, day)))
                for m, day in zip(agency.models, agency.signed, strict=True)
            ],
        )

    def _county_sentence(self, agencies: pd.DataFrame, when: str, state: str) -> str:
        if not self.county.value:
            return ""
        if agencies.empty:
            return f"{self.county.label}, {when}: no agency that could be placed here."
        named = Markup("; ").join(
            Markup("{} ({})").format(a.agency, self._held(a, state)) for a in agencies.itertuples()
        )
        return Markup("{}, {}: {}: {}.").format(
            self.county.label, when, plural(len(agencies), "agency", "agencies"), named
        )

    def _unplaced(self, here: pd.DataFrame) -> str:
        names = here.loc[here["county_fips"].isna(), "agency"].tolist()
        if not names:
            return ""
        more = f" and {plural(len(names) - 6, 'other')}" if len(names) > 6 else ""
        return f"Placed in no county, such as agencies that work statewide: {', '.join(names[:6])}{more}."

    def fallback(self) -> str:
        return render("agreements/agreement_explorer.html", **self.view())

    def summary(self) -> str:
        place = self._states[self.state.value] if self.state.value else "United States"
        total = stock(self._monthly, self.state.value or None).loc[self.month.value].sum()
        return (
            f"AgreementExplorer: {place}, {month_name(self.month.value)}, {plural(int(total), 'agreement')}"
        )


def _sorted_names(states: pd.Series) -> list[tuple[str, str]]:
    return sorted((name, code) for code, name in states.items())


def _archived(covered: tuple[int, int]) -> str:
    """How many agreements of the latest list have a link to their signed paper."""
    return (
        f"For {number(covered[0])} of the {number(covered[1])} agreements on the latest list a public archive"
        " keeps the signed paper."
    )


def _since(day) -> str:
    """The first day on our lists, or that it stood on the first of them already."""
    return "January 2021 or before" if pd.isna(day) else day_name(day)
