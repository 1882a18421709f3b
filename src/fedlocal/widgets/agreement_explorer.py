"""AgreementExplorer: any month, model, state and county → a chart, a map, a sentence and a table."""

from __future__ import annotations

import pandas as pd
from ipywidgets import Dropdown

from ..agreements import SIGNED, by_state, in_county, models_of, stock
from ..charts import stacked
from ..look import MODELS, data_uri, day_name, month_name, number, plural, render
from ..maps import state_map
from ..pictures import source_line
from ..tables import load
from .base import Card, panel

ALL = ""


class AgreementExplorer(Card):
    """Choose a month, a model, a state and a county; the chart, the map and the table follow.

    ``state`` and ``county`` (a FIPS code) choose where it opens.

    >>> AgreementExplorer(state="TX").summary().startswith("AgreementExplorer: Texas, July 2026")
    True
    """

    def __init__(self, state: str = ALL, county: str = ALL):
        self._monthly, self._agencies = load("agreements_monthly"), load("agreements")
        self._states = load("states").set_index("state_abbr")["state"]
        months = sorted(self._monthly["month"].unique(), reverse=True)
        self.month = Dropdown(description="Month", options=[(month_name(m), m) for m in months], value=months[0])
        self.model = Dropdown(description="Model", options=[("all models", ALL), *((name, key) for key, name in MODELS.items())])
        self.state = Dropdown(description="State", options=[("all states", ALL), *_sorted_names(self._states)], value=state)
        self.county = Dropdown(description="County", options=self._counties(state), value=county)
        self._panel = panel()
        self.state.observe(self._new_state, names="value")
        super().__init__(render("explorer_head.html"), [self.state, self.county, self.model, self.month], [self._panel])

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
        self._panel.value = render("explorer_view.html", **self.view())

    def view(self) -> dict:
        """Everything the panel shows, as plain values: sentence, pictures, and the table that fits the choice."""
        state, model = self.state.value or None, self.model.value or None
        table = stock(self._monthly, state)
        if model:
            table = table.assign(**{other: table[other] * 0 for other in MODELS if other != model})
        place = self._states[state] if state else "the United States"
        return {
            "sentence": self._sentence(table, place), "place": place,
            "chart": data_uri(stacked(table, marked=self.month.value, size=(460, 300))),
            "chart_alt": f"Agreements by month in {place}; a dashed line marks {month_name(self.month.value)}.",
            "map": data_uri(state_map(by_state(self._monthly, self.month.value, model), model, state)),
            "map_alt": f"Map of the states, {month_name(self.month.value)}; the numbers are in the table of states.",
            **self._table(state, model), "source": source_line("agreements_monthly", "agreements"),
        }

    def _sentence(self, table: pd.DataFrame, place: str) -> str:
        row = table.loc[self.month.value]
        parts = [f"{number(row[model])} {name}" for model, name in MODELS.items() if row[model]]
        kinds = f" ({', '.join(parts)})" if len(parts) > 1 else ""
        what = f"{MODELS[self.model.value]} agreement" if self.model.value else "agreement"
        return f"{month_name(self.month.value)}: ICE listed {plural(int(row.sum()), what)} in {place}{kinds}."

    def _table(self, state: str | None, model: str | None) -> dict:
        if state is None:
            counts = by_state(self._monthly, self.month.value, model)
            rows = [[self._states[code], number(count)] for code, count in counts.items()]
            return {"caption": f"Agreements by state, {month_name(self.month.value)}", "head": ["State", "Agreements"],
                    "rows": rows, "numeric": [1], "note": ""}
        here = self._agencies[self._agencies["state_abbr"] == state].sort_values("agency")
        if self.county.value:
            return self._agency_table(in_county(here, self.county.value), model, self.county.label, here)
        return self._agency_table(here, model, self._states[state], here)

    def _agency_table(self, agencies: pd.DataFrame, model: str | None, place: str, in_state: pd.DataFrame) -> dict:
        if model:
            agencies = agencies[agencies[SIGNED[model]].notna()]
        listed = day_name(self._agencies_as_of())
        unplaced = int(in_state["county_fips"].isna().sum())
        note = f"{plural(unplaced, 'agency', 'agencies')} of this state could not be placed in a county, such as state agencies." if unplaced else ""
        if agencies.empty:
            return {"caption": "", "head": [], "rows": [], "numeric": [], "note": f"No agency in {place} is on the list of {listed}. {note}".strip()}
        rows = [[a.agency, a.county_name if isinstance(a.county_name, str) else "not placed",
                 "; ".join(f"{MODELS[m]} ({day_name(getattr(a, SIGNED[m]))})" for m in models_of(a))] for a in agencies.itertuples()]
        return {"caption": f"Agencies in {place} on the list of {listed}, with the date signed", "numeric": [],
                "head": ["Agency", "County", "Models"], "rows": rows, "note": note}

    def _agencies_as_of(self) -> str:
        return str(self._monthly["snapshot_date"].max())

    def fallback(self) -> str:
        return render("explorer.html", **self.view())

    def summary(self) -> str:
        place = self._states[self.state.value] if self.state.value else "United States"
        total = stock(self._monthly, self.state.value or None).loc[self.month.value].sum()
        return f"AgreementExplorer: {place}, {month_name(self.month.value)}, {plural(int(total), 'agreement')}"


def _sorted_names(states: pd.Series) -> list[tuple[str, str]]:
    return sorted((name, code) for code, name in states.items())
