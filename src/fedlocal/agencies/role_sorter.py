"""RoleSorter: one duty at a time, placed with the agency or agencies whose job it is. The page draws;
Python judges."""

from __future__ import annotations

import anywidget
import traitlets

from ..drawing.card import Shown, script
from ..drawing.palette import SHAPES
from ..drawing.templates import render, stylesheet
from ..ground.formats import plural
from ..ground.sources import cite
from ..ground.tables import keyed, rows
from ..ground.vocabulary import LEVELS
from . import duties as domain

EYEBROW, TITLE = "Sort", "Whose job is it?"
INTRO = (
    "Tick every agency whose job the duty is. Sometimes it is several. Homeland Security has CBP (borders and"
    " crossing points), ICE (inside the country; ERO, HSI and OPLA are its parts) and USCIS (applications)."
    " Nothing you do here is saved: to keep your list, press Finish and print the page. Keyboard: Space"
    " ticks, Enter checks."
)


class RoleSorter(Shown, anywidget.AnyWidget):
    """Duties in an order that ``seed`` fixes; unexecuted, the full table with folded answers.

    >>> RoleSorter().summary()
    'RoleSorter: 25 duties, 4 of them shared by several agencies'
    """

    _esm = script("drawing/one_by_one.js", "agencies/role_sorter.js")
    _css = stylesheet()
    eyebrow = traitlets.Unicode(EYEBROW).tag(sync=True)
    title = traitlets.Unicode(TITLE).tag(sync=True)
    intro = traitlets.Unicode(INTRO).tag(sync=True)
    duties: traitlets.List = traitlets.List().tag(sync=True)
    groups: traitlets.List = traitlets.List().tag(sync=True)
    tally = traitlets.Unicode().tag(sync=True)

    def __init__(self, seed: int = 1):
        self._duties = {duty.id: duty for duty in domain.build(rows("duties"))}
        self._agencies = keyed("agencies", "agency_id")
        self._choices = [id_ for id_, row in self._agencies.items() if row["choice"]]
        super().__init__(groups=self._grouped())
        self._start(seed)
        self.on_msg(self._asked)

    def _start(self, seed: int) -> None:
        self._seed = seed
        self._first: dict[str, domain.Placement] = {}
        self._solved: set[str] = set()
        self.duties = [
            {"id": id_, "text": self._duties[id_].text} for id_ in domain.order(self._duties, seed)
        ]
        self.tally = self._count()

    def _grouped(self) -> list[dict]:
        return [
            {
                "level": level,
                "name": name,
                "sign": SHAPES[level],
                "choices": [
                    {"id": id_, "name": self._agencies[id_]["short"]}
                    for id_ in self._choices
                    if self._agencies[id_]["level"] == level
                ],
            }
            for level, name in LEVELS.items()
        ]

    def _asked(self, _widget, message: dict, _buffers) -> None:
        if message.get("restart"):
            self._start(self._seed + 1)
            self.send({"started": True, "cleared": True})
        elif message.get("summary"):
            self.send({"summary": self.mixed_up()})
        else:
            duty = self._duties[message["duty"]]
            feedback = (
                self._answer(duty) if message.get("show") else self._feedback(duty, message.get("chosen", []))
            )
            self.send({"duty": duty.id, "feedback": feedback, "tally": self.tally})

    def _feedback(self, duty: domain.Duty, chosen: list[str]) -> dict:
        try:
            placement = domain.judge(duty, chosen, self._choices)
        except ValueError as problem:
            return _said("", str(problem))
        self._first.setdefault(duty.id, placement)
        if placement.right:
            self._solved.add(duty.id)
        self.tally = self._count()
        if placement.right:
            extra = (
                [f"{self._names(placement.also)} may also do it, in part or at times."]
                if placement.also
                else []
            )
            return _said("right", "✓ Right.", duty.why, *extra, sources=duty.sources)
        if placement.wrong:
            lines = [
                duty.why_not if agency == duty.tempting else self._instead(agency)
                for agency in placement.wrong
            ]
            kept = [f"Keep: {self._names(placement.hit)}."] if placement.hit else []
            hint = [f"Look among: {self._levels(placement.missing)}."] if placement.missing else []
            return _said("wrong", f"✕ Not {self._names(placement.wrong)}.", *lines, *kept, *hint)
        if placement.hit:
            return _said(
                "",
                "◐ Right so far.",
                f"{plural(len(placement.missing), 'more agency has', 'more agencies have')} this duty."
                " Which?",
            )
        return _said(
            "",
            "◐ Not quite.",
            f"{self._names(placement.also)} may do it in part or at times. Whose main job is it?",
        )

    def _instead(self, agency: str) -> str:
        return f"{self._agencies[agency]['short']}: {self._agencies[agency]['mission']}"

    def _answer(self, duty: domain.Duty) -> dict:
        return _said(
            "", f"The answer: {self._names(duty.agencies)}.", duty.why, duty.why_not, sources=duty.sources
        )

    def _names(self, ids) -> str:
        return "; ".join(self._agencies[id_]["short"] for id_ in ids)

    def _levels(self, ids) -> str:
        found = {self._agencies[id_]["level"] for id_ in ids}
        return "; ".join(name for level, name in LEVELS.items() if level in found)

    def _count(self) -> str:
        if not self._first:
            return (
                f"{plural(len(self._duties), 'duty', 'duties')}. Stop whenever you like and see your mix-ups."
            )
        first = sum(placement.right for placement in self._first.values())
        return (
            f"Tried {len(self._first)} of {len(self._duties)}. Right at the first try: {first}. Right by now:"
            f" {len(self._solved)}."
        )

    def mixed_up(self) -> dict:
        """What was taken for what at the first tries: ``{said, partly, facts, caption, head, rows}``, in
        words."""
        pairs = domain.confusions(self._first, self._duties.values())
        rows = [
            [
                self._names([pair["taken"]]),
                self._names(pair["job_of"]),
                str(pair["count"]),
                " ".join(pair["duties"]),
            ]
            for pair in pairs
        ]
        sentence = (
            "You have not tried a duty yet."
            if not self._first
            else self._count()
            + (
                " You took no agency for another."
                if not rows
                else " The table shows which agency you took for which."
            )
        )
        partly = sum(not placement.right and not placement.wrong for placement in self._first.values())
        more = (
            f"{plural(partly, 'duty', 'duties')} you had partly at the first try: nothing wrong, but not yet"
            " the full answer."
            if partly
            else ""
        )
        return {
            "said": sentence,
            "partly": more,
            "facts": self.facts(),
            "caption": "Your mix-ups at the first try",
            "rows": rows,
            "head": ["You chose", "It is the job of", "Times", "Duties"],
        }

    def facts(self) -> str:
        """How the duties divide, as one sentence that holds whatever the learner did."""
        alone = domain.alone(self._duties.values())
        parts = ("ero", "hsi", "opla")
        ice = ", ".join(f"{self._agencies[part]['short'].split(',')[0]} {alone[part]}" for part in parts)
        shared = sum(duty.shared for duty in self._duties.values())
        of_ice = sum(alone[part] for part in parts)
        return (
            f"Of the {len(self._duties)} duties, {of_ice} are mainly the job of ICE ({ice}),"
            f" {sum(alone.values()) - of_ice} mainly of one other agency,"
            f" and {shared} name several agencies. Others may help with some."
        )

    def fallback(self) -> str:
        rows = []
        for id_ in domain.order(self._duties, self._seed):
            duty = self._duties[id_]
            rows.append(
                {
                    "text": duty.text,
                    "why": duty.why,
                    "why_not": duty.why_not,
                    "also": self._names(duty.also),
                    "tempting": self._names([duty.tempting]),
                    "agencies": [self._agencies[agency] for agency in duty.agencies],
                    "sources": [cite(*source) for source in duty.sources],
                }
            )
        return render(
            "agencies/role_sorter.html",
            eyebrow=EYEBROW,
            title=TITLE,
            intro=INTRO,
            rows=rows,
            said=self.facts(),
        )

    def summary(self) -> str:
        shared = sum(duty.shared for duty in self._duties.values())
        return (
            f"RoleSorter: {plural(len(self._duties), 'duty', 'duties')}, {shared} of them shared by several"
            " agencies"
        )


def _said(tone: str, verdict: str, *lines: str, sources=()) -> dict:
    citations = [cite(*source) for source in sources]
    return {
        "tone": tone,
        "verdict": verdict,
        "lines": list(lines),
        "sources": [{"label": s.label, "url": s.url} for s in citations],
    }
