"""EnforcementTrends: predict first; then one group as a count, a share and a rate, with breaks and partial
months marked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ipywidgets import Layout

from ..drawing.card import Card
from ..drawing.controls import button, checkbox, controls_row, dropdown, panel
from ..drawing.guess_marks import in_words, plain
from ..drawing.pictures import source_line
from ..drawing.templates import render
from ..ground import guesses, places
from ..ground.formats import month_name, number
from ..ground.sources import cite
from ..ground.tables import rows
from . import trends as domain
from .trend_chart import panel as chart

MEASURES = {"count": "Count", "share": "Share", "rate": "Rate"}
WAYS = {"rose": "rose", "same": "stayed about the same", "fell": "fell"}
AGENCIES = {"": "ICE or CBP", "ice": "ICE", "cbp": "CBP"}
ORDER = list(domain.GROUPS)
GUESSED = {  # view, agency and group -> the question about them, and the measure that it asks for
    ("held", "", "convicted"): ("03-predict-1", "share"),
    ("held", "ice", "convicted"): ("03-predict-2", "count"),
}


class EnforcementTrends(Card):
    """Choose what is counted and a group, say what you expect, and see count, share and rate side by side.

    ``office`` is the field office that the view of arrests opens with; without it, the one of
    :func:`fedlocal.place`, else Dallas.

    >>> EnforcementTrends().summary()
    'EnforcementTrends: 4 views; people held, convicted of a crime, arrested by ICE: count rose, share fell,
    rate rose'
    """

    def __init__(self, office: str | None = None):
        views = sorted(rows("trend_views"), key=lambda row: row["position"])
        self._views = {row["view"]: row for row in views}
        self._turning = False
        self._residents = sum(row["population_2025"] for row in rows("counties"))
        self._points: dict[tuple, list[domain.Point]] = {}
        self._contents: dict[tuple, dict] = {}
        self._seen: dict[tuple, dict] = {}
        self._office = office or _own_office()
        self.view = dropdown(
            "What is counted", options=[(row["title"], view) for view, row in self._views.items()]
        )
        self.agency = dropdown(
            "Arrested by",
            options=[(name, code) for code, name in AGENCIES.items()],
            value="ice",
            layout=Layout(),  # it comes and goes
        )
        self.group = dropdown("Group", options=self._groups("held"), value="convicted")
        self.first = checkbox("Ask me to predict first", value=True)
        self.guesses = {
            m: dropdown(
                f"The {name.lower()}",
                options=[("your guess", ""), *((way, key) for key, way in WAYS.items())],
            )
            for m, name in MEASURES.items()
        }
        self.show = button("Show what happened")
        self.show.add_class("fl-go")
        self.show.on_click(lambda _button: self._reveal())
        self.view.observe(self._turn, names="value")
        self._ask, self._guess_row, self._panel = (
            panel(),
            controls_row([*self.guesses.values(), self.show], layout=Layout()),
            panel(),
        )
        super().__init__(
            render("pathway/enforcement_trends.html", block="head"),
            [self.view, self.agency, self.group, self.first],
            [self._ask, self._guess_row, self._panel],
        )
        for question, _measure in GUESSED.values():
            guesses.follow(question, self)

    def _groups(self, view: str) -> list[tuple[str, str]]:
        names = {point.group for point in self.points(view, "ice")}
        if view == "arrests":
            return [(name, name) for name in sorted(names)]
        return [
            (domain.GROUPS[name], name) for name in sorted(names, key=ORDER.index) if name != "not_convicted"
        ]

    def _turn(self, _change) -> None:
        view = self.view.value
        self.agency.layout.display = None if view == "held" else "none"
        self._turning = True  # two lists change; draw once
        self.group.options = self._groups(view)
        self.group.value = self._office if view == "arrests" else self._views[view]["example"]
        self._turning = False
        self.redraw()

    def points(self, view: str, agency: str) -> list[domain.Point]:
        """The points of one view (see :mod:`fedlocal.pathway.trends`); ``agency`` matters for people held
        only."""
        key = (view, agency if view == "held" else "")
        if key not in self._points:
            table = rows(self._views[view]["table"])
            make = {
                "held": lambda: domain.held(table, self._residents, agency or None),
                "bookins": lambda: domain.bookins(table),
                "facilities": lambda: domain.facilities(table, self._residents),
                "arrests": lambda: domain.arrests(table),
            }
            self._points[key] = make[view]()
        return self._points[key]

    def _key(self) -> tuple[str, str, str]:
        return (self.view.value, self.agency.value if self.view.value == "held" else "", self.group.value)

    def _reveal(self) -> None:
        self._seen[self._key()] = {
            measure: guess.value for measure, guess in self.guesses.items() if guess.value
        }
        self.redraw()

    def redraw(self) -> None:
        if self._turning:
            return
        hidden = self.first.value and self._key() not in self._seen
        self._guess_row.layout.display = None if hidden else "none"
        content = self._guessed(self.look_at(*self._key()), hidden)
        self._ask.value = render(
            "pathway/enforcement_trends.html",
            block="ask",
            shown=content,
            open=hidden,
            said=[] if hidden else self._said(content),
        )
        self._panel.value = (
            ""
            if hidden
            else render("pathway/enforcement_trends.html", block="view", shown=content, live=True)
        )
        if hidden:
            for guess in self.guesses.values():
                guess.value = ""

    def _guessed(self, content: dict, hidden: bool) -> dict:
        """The same with the number that a learner guessed before this card, once the charts are open."""
        question, asked = GUESSED.get(self._key(), ("", ""))
        if hidden or not question:
            return content
        guesses.see(question)
        if (guess := guesses.guess(question)) is None:
            return content
        panels = [
            {
                **drawn,
                "draw": partial(drawn["draw"], guess=guess),
                "alt": f"{drawn['alt']}{in_words(guess, 'hollow point')}",
            }
            if measure == asked
            else drawn
            for measure, drawn in zip(MEASURES, content["panels"], strict=True)
        ]
        cells = [plain(guess) if measure == asked else "–" for measure in MEASURES]
        found = panels[list(MEASURES).index(asked)]["after"]
        return {
            **content,
            "panels": panels,
            "line": [*content["line"], [f"Your guess for {content['when'][1]}", *cells]],
            "guessed": f"{MEASURES[asked]}: you said {plain(guess)}. It was {found}.",
        }

    def _said(self, content: dict) -> list[str]:
        """The learner's guesses beside what happened; nothing where nothing was guessed."""
        directions = [
            f"{MEASURES[m]}: you said it {WAYS[way]}. It {WAYS[content['ways'][m]]}."
            for m, way in self._seen.get(self._key(), {}).items()
        ]
        return [*([content["guessed"]] if "guessed" in content else []), *directions]

    def look_at(self, view: str, agency: str, group: str) -> dict:
        """Everything that is shown for one group of one view, as plain values; made once for each."""
        key = (view, agency if view == "held" else "", group)
        if key not in self._contents:
            self._contents[key] = self._content(*key)
        return self._contents[key]

    def _content(self, view: str, agency: str, group: str) -> dict:
        row, points = self._views[view], self.points(view, agency)
        start, end = row["start"], row["end"]
        changes = domain.change(points, group, start, end)
        who = domain.GROUPS.get(group, f"the {group} office")
        whom = f", {'arrested by ' + AGENCIES[agency]}" if view == "held" else ""
        marks = [
            {**mark, "when": _span(mark), "source": cite(mark["source_id"], mark["pinpoint"])}
            for mark in rows("trend_marks")
            if mark["view"] == view
        ]
        content = {
            "title": row["title"],
            "who": who + whom,
            "when": (_period(start), _period(end)),
            "ways": {change.measure: change.direction for change in changes},
            "reading": domain.reading(changes),
            "counts": row["counts"],
            "leaves_out": row["leaves_out"],
            "denominator": row["denominator"],
            "marks": [mark for mark in marks if mark["kind"] != "partial"],
            "partial": [mark for mark in marks if mark["kind"] == "partial"],
            "partial_note": row["partial_note"],
            "panels": [],
            "source": source_line(row["table"], *([] if view in ("bookins", "arrests") else ["counties"])),
            "others": (
                [domain.GROUPS.get(name, name) for name in _groups_of(points) if name != group]
                if view != "arrests"
                else ["the other offices"]
            ),
        }
        for change in changes:
            digits, unit = row[f"digits_{change.measure}"], "%" if change.measure == "share" else ""
            label = self._label(row, change.measure, agency)
            values = [f"{number(value, digits)}{unit}" for value in (change.before, change.after)]
            sentence = (
                f"{MEASURES[change.measure]}, {label}: {values[0]} in {_period(start)}, {values[1]} in"
                f" {_period(end)}; it {WAYS[change.direction]}."
            )
            alt = " ".join([f"Line chart of {who}{whom}. {sentence}", *_events(marks)])
            drawn = partial(chart, points, change.measure, group, (start, end), marks, digits, unit)
            content["panels"].append(
                {
                    "name": MEASURES[change.measure],
                    "label": label,
                    "draw": drawn,
                    "alt": alt,
                    "before": values[0],
                    "after": values[1],
                    "way": WAYS[change.direction],
                }
            )
        return {**content, **self._tables(row, points, group)}

    def _label(self, row: Mapping, measure: str, agency: str) -> str:
        whole = f" whom {AGENCIES[agency]} had arrested" if row["view"] == "held" and agency else ""
        return {"count": row["count_label"], "share": row["share_of"] + whole, "rate": row["rate_label"]}[
            measure
        ]

    def _tables(self, row: Mapping, points: list[domain.Point], group: str) -> dict:
        """Two tables: all groups at the two times, and every period of the group in front."""
        start, end, view = row["start"], row["end"], row["view"]
        wide = {(point.period, point.group): point for point in points if point.period in (start, end)}
        names = [name for name in _groups_of(points) if (end, name) in wide]
        if view == "arrests":
            names.sort(key=lambda name: -wide[end, name].rate)
        else:
            names.sort(key=ORDER.index)
        both = [
            [
                domain.GROUPS.get(name, name),
                *(
                    self._cell(row, wide[when, name], measure)
                    for measure in MEASURES
                    for when in (start, end)
                ),
            ]
            for name in names
        ]
        head = [
            "Group" if view != "arrests" else "Office, highest rate first",
            *(f"{name}, {_short(when)}" for name in MEASURES.values() for when in (start, end)),
        ]
        line = [
            [
                _period(point.period) + (" (part)" if point.partial else ""),
                *(self._cell(row, point, measure) for measure in MEASURES),
            ]
            for point in points
            if point.group == group
        ]
        return {
            "both_head": head,
            "both": both,
            "line_head": [
                "Time",
                row["count_label"].capitalize(),
                row["share_of"].capitalize(),
                row["rate_label"].capitalize(),
            ],
            "line": line,
        }

    def _cell(self, row: Mapping, point: domain.Point, measure: str) -> str:
        text = number(getattr(point, measure), row[f"digits_{measure}"]) + ("%" if measure == "share" else "")
        if measure != "rate" or not point.interval:
            return text
        low, high = point.interval
        return f"{text} ({number(low, 1)}–\u2060{number(high, 1)})"

    def fallback(self) -> str:
        contents = [
            self.look_at(view, "ice", self._office if view == "arrests" else row["example"])
            for view, row in self._views.items()
        ]
        return render(
            "pathway/enforcement_trends.html",
            live=False,
            first=contents[0],
            all=contents,
            sources=" ".join(f"{content['title']}: {content['source']}" for content in contents),
        )

    def summary(self) -> str:
        content = self.look_at("held", "ice", "convicted")
        ways = ", ".join(f"{name.lower()} {content['ways'][measure]}" for measure, name in MEASURES.items())
        return f"EnforcementTrends: {len(self._views)} views; people held, {content['who']}: {ways}"


def _own_office() -> str:
    """The office of the county that the lessons speak of, where the table has it; else one that shows
    much."""

    here = places.county()
    known = {row["office"] for row in rows("arrests_by_office")}
    return here.field_office if here and here.field_office in known else "Dallas"


def _events(marks: list[dict]) -> list[str]:
    """The events that are drawn, a sentence each for a description."""
    return [
        f"An upright line marks {month_name(mark['start'])} ({mark['label']})."
        for mark in marks
        if mark["kind"] == "event"
    ]


def _groups_of(points: list[domain.Point]) -> list[str]:
    return sorted({point.group for point in points})


def _period(period: str) -> str:
    return month_name(period) if "-" in period else f"fiscal year {period}"


def _short(period: str) -> str:
    return f"{month_name(period)[:3]} {period[:4]}" if "-" in period else period


def _span(mark: Mapping) -> str:
    return (
        _period(mark["start"])
        if mark["start"] == mark["end"]
        else f"{_period(mark['start'])} to {_period(mark['end'])}"
    )
