"""AgreementExplorer: any month, model, state and county → a chart, a map, a sentence and a table."""

from __future__ import annotations

import datetime

from markupsafe import Markup

from ..drawing.card import Card
from ..drawing.controls import dropdown, panel
from ..drawing.line_chart import Event
from ..drawing.maps import state_map
from ..drawing.pictures import source_line
from ..drawing.stacked_chart import Stock, stacked
from ..drawing.templates import render
from ..ground import places
from ..ground.formats import day_name, month_name, number, plural
from ..ground.tables import keyed, rows
from ..ground.vocabulary import MODELS
from .by_county import Listed, listed, months
from .chart_events import in_words, no_list, of_program, of_state
from .counts import by_state, stock, total
from .documents import addresses, archived, held

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
        self._monthly = rows("agreements_monthly")
        self._states = {code: row["state"] for code, row in keyed("states", "state_abbr").items()}
        self._source = source_line(
            "agreements_monthly",
            "agreement_lifespans",
            "agreement_documents",
            "program_timeline",
            note=_archived(*archived()),
        )
        newest_first = months(self._monthly)[::-1]
        self.month = dropdown(
            "Month",
            options=[(month_name(month), month) for month in newest_first],
            value=newest_first[0],
        )
        self.model = dropdown(
            "Model", options=[("all models", ALL), *((name, key) for key, name in MODELS.items())]
        )
        self.state = dropdown(
            "State", options=[("all states", ALL), *_sorted_names(self._states)], value=state
        )
        self.county = dropdown("County", options=self._counties(state), value=county)
        self._panel = panel()
        self._drawn: tuple[str, ...] = ()  # the choices that the panel shows
        self.state.observe(self._new_state, names="value")
        super().__init__(
            render("agreements/agreement_explorer.html", block="head"),
            [self.state, self.county, self.model, self.month],
            [self._panel],
        )

    def _counties(self, state: str) -> list[tuple[str, str]]:
        if not state:
            return [("choose a state first", ALL)]
        counties = [row for row in rows("counties") if row["state_abbr"] == state]
        return [("all counties", ALL), *sorted((row["county_name"], row["county_fips"]) for row in counties)]

    def _new_state(self, _change) -> None:
        with self.county.hold_trait_notifications():
            self.county.options = self._counties(self.state.value)
            self.county.value = ALL

    def redraw(self) -> None:
        chosen = (self.state.value, self.county.value, self.model.value, self.month.value)
        if chosen == self._drawn:  # a new state has changed the county before, and both ask for a redraw
            return
        self._drawn, self._view = chosen, self.view()
        drawn = {**self._view, "chart": self._chart(self._view["chart_alt"])}
        self._panel.value = render("agreements/agreement_explorer.html", block="view", live=True, **drawn)

    def view(self) -> dict:
        """Everything the panel shows, as plain values: sentence, pictures, and the table that fits the
        choice."""
        state, model = self.state.value or None, self.model.value or None
        table = self._stock()
        place = self._states[state] if state else "the United States"
        return {
            "sentence": self._sentence(table, place),
            "place": place,
            "chart_alt": (
                f"Agreements by month in {place}; a triangle marks {month_name(self.month.value)}."
                f" {in_words(self._events())} {no_list(table)}"
            ),
            "map": state_map(by_state(self._monthly, self.month.value, model), model, state),
            "map_alt": (
                f"Map of the states, {month_name(self.month.value)}; the numbers are in the table of states."
            ),
            **self._table(state, model),
            "source": self._source,
        }

    def _events(self) -> list[Event]:
        """The events of the program, and of the state that was chosen."""
        return sorted([*of_program(), *of_state(self.state.value)], key=lambda event: event.day)

    def _chart(self, alt: str = "") -> str:
        """The chart as SVG text; with ``alt`` live, so that each month tells its counts."""
        prefix = f"{self.model_id}-" if alt else ""
        return stacked(self._stock(), self.month.value, (480, 320), self._events(), alt, prefix)

    def _stock(self) -> Stock:
        """Agreements by month and model in the state chosen; with a model chosen, none of the others."""
        table, model = stock(self._monthly, self.state.value or None), self.model.value
        if not model:
            return table
        none = dict.fromkeys(MODELS, 0)
        return {month: counts and {**none, model: counts[model]} for month, counts in table.items()}

    def _sentence(self, table: Stock, place: str) -> str:
        counts = table[self.month.value] or {}  # each month to choose has a list
        parts = [f"{number(counts[model])} {name}" for model, name in MODELS.items() if counts[model]]
        kinds = f" ({', '.join(parts)})" if len(parts) > 1 else ""
        what = f"{MODELS[self.model.value]} agreement" if self.model.value else "agreement"
        never = " It has listed none here since January 2021." if not any(map(total, table.values())) else ""
        return (
            f"{month_name(self.month.value)}: ICE listed {plural(total(counts), what)} in"
            f" {place}{kinds}.{never}"
        )

    def _table(self, state: str | None, model: str | None) -> dict:
        when = month_name(self.month.value)
        if state is None:
            counts = by_state(self._monthly, self.month.value, model)
            return {
                "caption": f"Agreements by state, {when}",
                "head": ["State", "Agreements"],
                "rows": [[self._states[code], number(count)] for code, count in counts.items()],
                "numeric": [1],
                "note": "",
                "county": "",
            }
        everyone = listed(rows("agreement_lifespans"), self._monthly, self.month.value, state)
        of_model = [agency for agency in everyone if not model or model in agency.models]
        county = self.county.value
        agencies = [agency for agency in of_model if not county or agency.county_fips == county]
        return {
            "caption": f"Agencies on the list of {when}",
            "head": ["Agency", "County", "Models", "Seen on the list since"],
            "rows": [
                [
                    agency.agency,
                    agency.county_name or "not placed",
                    _held(agency, state),
                    _since(agency.since),
                ]
                for agency in agencies
            ],
            "numeric": [],
            "note": _unplaced(of_model),
            "county": self._county_sentence(agencies, when, state),
        }

    def _county_sentence(self, agencies: list[Listed], when: str, state: str) -> str:
        if not self.county.value:
            return ""
        if not agencies:
            return f"{self.county.label}, {when}: no agency that could be placed here."
        named = Markup("; ").join(
            Markup("{} ({})").format(agency.agency, _held(agency, state)) for agency in agencies
        )
        return Markup("{}, {}: {}: {}.").format(
            self.county.label, when, plural(len(agencies), "agency", "agencies"), named
        )

    def fallback(self) -> str:
        return render("agreements/agreement_explorer.html", chart=self._chart(), live=False, **self._view)

    def summary(self) -> str:
        place = self._states[self.state.value] if self.state.value else "United States"
        listed = total(stock(self._monthly, self.state.value or None)[self.month.value])
        return f"AgreementExplorer: {place}, {month_name(self.month.value)}, {plural(listed, 'agreement')}"


def _sorted_names(states: dict[str, str]) -> list[tuple[str, str]]:
    return sorted((name, code) for code, name in states.items())


def _held(agency: Listed, state: str) -> Markup:
    """The models of one agency, each with a link to its signed paper if an archive keeps it."""
    models = zip(agency.models, agency.signed, strict=True)
    return held(
        agency.agency,
        [(model, addresses().get((state, agency.agency, model, day))) for model, day in models],
    )


def _unplaced(agencies: list[Listed]) -> str:
    names = [agency.agency for agency in agencies if not agency.county_fips]
    if not names:
        return ""
    more = f" and {plural(len(names) - 6, 'other')}" if len(names) > 6 else ""
    return f"Placed in no county, such as agencies that work statewide: {', '.join(names[:6])}{more}."


def _archived(found: int, agreements: int) -> str:
    """How many agreements of the latest list have a link to their signed paper."""
    return (
        f"For {number(found)} of the {number(agreements)} agreements on the latest list a public archive"
        " keeps the signed paper."
    )


def _since(day: datetime.date | None) -> str:
    """The first day on our lists, or that it stood on the first of them already."""
    return "January 2021 or before" if day is None else day_name(day)
