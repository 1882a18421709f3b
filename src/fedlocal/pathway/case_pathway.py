"""CasePathway: walk an invented case step by step, and see who decides, by what standard, and what the
ways out are."""

from __future__ import annotations

from collections import Counter

from ..drawing.card import Card
from ..drawing.controls import button, controls_row, dropdown, panel
from ..drawing.guess_marks import plain
from ..drawing.templates import render
from ..ground import guesses, places
from ..ground.formats import dated, month_name, plural
from ..ground.sources import cite
from ..ground.tables import keyed, rows
from ..law.authority import POSTURES
from .picture import draw
from .trends import held
from .walks import build_cases, choices, read_map, records, said, trail

BANDS = (
    ("Contact and custody", 0, 2, ""),
    ("Before an immigration judge", 3, 6, "left"),
    ("Faster procedures", 3, 6, "right"),
    ("Federal courts, and carrying out the order", 7, 8, ""),
)
GUESSED = "03-path-1"  # the question that a count on the map answers
LAWS = {
    "limits": "state law limits what a jail may do on a detainer.",
    "mandates": "state law requires cooperation with detainers, or bars local limits on it.",
    "silent": "no statewide rule was found; local rules decide.",
}
SOURCE = (
    "Source: tables pathway_steps, pathway_links and pathway_limits: texts of {first} to {last}, the statutes"
    " mostly as of {statutes}; each row names its law and date. The main ways are shown, not all. A teaching"
    " model; it cannot judge a real case."
)


class CasePathway(Card):
    """Choose a case (at first the table's first), read the step, choose what happens; the walk is kept to
    print.

    ``state`` (two letters) adds what that state's law says where a jail decides on a detainer; by default
    that of the county set with :func:`fedlocal.set_place`, if any.

    >>> CasePathway().summary()
    'CasePathway: 9 cases, 26 steps, 8 ends'
    """

    def __init__(self, case: str | None = None, state: str | None = None):
        self._map, self._cases, self._developments = (
            read_map(),
            build_cases(rows("pathway_cases")),
            keyed("developments", "id"),
        )
        self._state = state or _chosen_state()
        self.walk: list[str] = []
        self.case = dropdown(
            "Walk with",
            options=[(listed_case.title, id_) for id_, listed_case in self._cases.items()],
            value=case or next(iter(self._cases)),
        )
        self.case.observe(lambda _change: self.walk.clear(), names="value")
        self.next = dropdown("What happens next?", options=[("", "")])
        self.go, self.back, self.again = (
            button(name) for name in ("Take this step", "One step back", "Start again")
        )
        self.go.add_class("fl-go")
        self.go.on_click(
            lambda _button: self._step([*self.walk, self.next.value] if self.next.value else self.walk)
        )
        self.back.on_click(lambda _button: self._step(self.walk[:-1]))
        self.again.on_click(lambda _button: self._step([]))
        self._view, self._trail, self._picture, text = panel(), panel(), panel(), panel()
        text.value = render(
            "pathway/case_pathway.html", block="text", groups=self.outline(), source=self.source()
        )
        steering = controls_row([self.next, self.go, self.back, self.again])
        super().__init__(
            render("pathway/case_pathway.html", block="head", mix=self.mix()),
            [self.case],
            [self._view, steering, self._picture, self._trail, text],
        )
        guesses.follow(GUESSED, self)

    def _step(self, walk: list[str]) -> None:
        self.walk = list(walk)
        self.redraw()
        self.show_turn()

    def redraw(self) -> None:
        case, steps = self._cases[self.case.value], self.steps()
        open_, _ = choices(self._map, steps, case.facts)
        self.next.options = [
            (f"{way.choice} → {self._map.steps[way.end].mark}", way.id) for way in open_
        ] or [("The path ends here", "")]
        self.go.disabled, self.back.disabled, self.again.disabled = not open_, not self.walk, not self.walk
        self._view.value = render(
            "pathway/case_pathway.html", block="view", case=case, **self.view(steps, case.facts)
        )
        self._trail.value = render(
            "pathway/case_pathway.html", block="trail", rows=self.rows(case.start, self.walk)
        )
        guess = guesses.guess(GUESSED)
        self._picture.value = render(
            "pathway/case_pathway.html",
            block="map",
            guess="" if guess is None else plain(guess),
            svg=draw(self._map, self.walk, steps[-1], [way.end for way in open_]),
            alt=self._alt(steps),
        )

    def steps(self) -> list[str]:
        """The steps of the walk so far, the last being where one stands."""
        return trail(self._map, self._cases[self.case.value].start, self.walk)

    def view(self, steps: list[str], facts: dict[str, str]) -> dict:
        """What is shown for the last of these steps: the step, its sources, what is moving, the ways open
        and closed."""
        step = self._map.steps[steps[-1]]
        open_, closed = choices(self._map, steps, facts)
        moving = [self._developments[development] for development in step.developments]
        return {
            "step": self._shown(step.id),
            "sources": [cite(*source) for source in step.sources],
            "closing": self._closing(steps, facts),
            "developments": [{**row, "source": cite(row["source_id"], row["pinpoint"])} for row in moving],
            "open": [self._way(way) for way in open_],
            "closed": [self._way(way) for way in closed],
            "place": self._place() if step.id == "detainer" else None,
        }

    def rows(self, start: str, walk) -> list[dict]:
        """The walk as rows: each step passed with the way taken from it, and the step where it stands."""
        steps = trail(self._map, start, walk)
        ways = [*(self._way(self._map.ways[way_id]) for way_id in walk), None]
        return [{"step": self._shown(step), "way": way} for step, way in zip(steps, ways, strict=True)]

    def outline(self) -> list[tuple[str, list[dict]]]:
        """The whole map as text, band by band: each step and the ways that leave it."""
        groups: dict[str, list[dict]] = {title: [] for title, *_ in BANDS}
        for step in self._map.steps.values():
            title = next(
                name
                for name, first, last, side in BANDS
                if first <= step.row <= last and side != ("right" if step.column < 3 else "left")
            )
            ways = [
                {
                    "choice": way.choice,
                    "mark": self._map.steps[way.end].mark,
                    "way_out": way.way_out,
                    "back": way.back,
                }
                for way in self._map.after(step.id)
            ]
            groups[title].append({"step": self._shown(step.id), "ways": ways})
        return list(groups.items())

    def source(self) -> str:
        """Where the map comes from, with the dates of its oldest and newest text, and that of most
        statutes."""
        links = rows("pathway_links")
        dates = [row["as_of"] for row in (*rows("pathway_steps"), *links)]
        of_statutes = Counter(row["as_of"] for row in links if row["source_id"].startswith("usc-"))
        most = of_statutes.most_common(1)[0][0]
        return SOURCE.format(first=min(dates)[:4], last=dated(max(dates)), statutes=dated(most))

    def mix(self) -> str:
        """How the invented people compare with ICE's own labels for the people it had arrested and held."""
        here = records(self._map, self._cases)
        month = keyed("trend_views", "view")["held"]["end"]  # the newest whole month that the charts show
        detained = [row for row in rows("detention_monthly") if row["month"] == month]
        shares = {point.group: point.share for point in held(detained, 1, "ice")}
        return (
            f"The cases show different roads; they do not mirror the country. Of the {sum(here.values())}"
            f" people, {here['convicted']} have a conviction, {here['pending_charges']} were charged, and"
            f" {here['other_violator']} have neither. Among people that ICE had arrested and held in"
            f" {month_name(month)}, its labels say {shares['convicted']:.0f}, {shares['pending_charges']:.0f}"
            f" and {shares['other_violator']:.0f} percent."
        )

    def _shown(self, id_: str) -> dict:
        step = self._map.steps[id_]
        limits = [{"what": limit.what, "said": said(limit), "note": limit.note} for limit in step.limits]
        return {**{name: getattr(step, name) for name in step.__dataclass_fields__}, "limits": limits}

    def _way(self, way) -> dict:
        return {
            "choice": way.choice,
            "condition": way.condition,
            "closed": way.closed,
            "way_out": way.way_out,
            "to": self._shown(way.end),
            "cite": cite(*way.source),
        }

    def _closing(self, steps: list[str], facts: dict[str, str]) -> str:
        passed = [self._map.steps[step_id] for step_id in steps if self._map.steps[step_id].level]
        who = len({step.body for step in passed})
        outs = sum(
            any(way.way_out for way in choices(self._map, steps[: count + 1], facts)[0])
            for count in range(len(passed))
        )
        return (
            f"This walk passed {plural(len(passed), 'step')} and {plural(who, 'different office')}. A way out"
            f" branched off at {outs} of the steps."
        )

    def _alt(self, steps: list[str]) -> str:
        names = ", ".join(
            f"{self._map.steps[step_id].mark} {self._map.steps[step_id].title}" for step_id in steps
        )
        return (
            f"Map of {plural(len(self._map.steps), 'step and end', 'steps and ends')} of an immigration case."
            f" Walked: {names}. The text outline below names every way."
        )

    def _place(self) -> dict | None:
        row = keyed("state_posture", "state_abbr").get(self._state)
        if row is None:
            return None
        word = POSTURES.get(row["shown_as"], "")
        says = LAWS.get(
            word, "its rules pull in different directions, or could not be confirmed; read its texts."
        )
        return {
            "name": keyed("states", "state_abbr")[self._state]["state"],
            "says": says,
            "as_of": row["as_of"],
        }

    def fallback(self) -> str:
        case = next(iter(self._cases.values()))
        steps = trail(self._map, case.start, case.walk)
        forks = [self.view(steps[: count + 1], case.facts) for count in range(len(steps) - 1)]
        others = [
            {"case": other, "steps": [self._shown(id_) for id_ in trail(self._map, other.start, other.walk)]}
            for other in self._cases.values()
            if other is not case
        ]
        return render(
            "pathway/case_pathway.html",
            mix=self.mix(),
            case=case,
            rows=self.rows(case.start, case.walk),
            forks=forks,
            closing=self._closing(steps, case.facts),
            others=others,
            svg=draw(self._map, case.walk, steps[-1]),
            alt=self._alt(steps),
            groups=self.outline(),
            source=self.source(),
        )

    def summary(self) -> str:
        ends = sum(step.kind == "end" for step in self._map.steps.values())
        return (
            f"CasePathway: {plural(len(self._cases), 'case')}, {plural(len(self._map.steps) - ends, 'step')},"
            f" {plural(ends, 'end')}"
        )


def _chosen_state() -> str:

    chosen = places.county()
    return chosen.state_abbr if chosen else ""
