"""CouncilHearing: the board of an invented county hears the room, decides with conditions, and reads what
it traded."""

from __future__ import annotations

from ipywidgets import Layout, VBox

from ..drawing.card import Card, Frame
from ..drawing.controls import button, checkbox, controls_row, dropdown, panel, plain
from ..drawing.templates import render
from ..ground import places
from ..ground.formats import dated
from ..ground.sources import citations, cite
from ..ground.tables import keyed, rows
from ..law.authority import POSTURES
from . import hearing as domain
from .report import link

COUNTY = "Ashgrove County"
OWN_RULES = (
    "notice",
    "limits",
)  # decisions by which the county tells its staff to do less than the law would let them
KINDS = {
    "silent": "in a state that is silent",
    "limits": "in a state that sets limits",
    "mandates": "in a state that mandates",
}


class CouncilHearing(Card):
    """Set the kind of state, question the voices, decide. ``state`` (two letters) sets the kind from a real
    state's law.

    Without ``state`` the county of :func:`fedlocal.set_place` sets it, if one was chosen and its law fits one
    of the three kinds; else it begins with ``silent``. The county of the hearing stays invented.

    >>> CouncilHearing().summary()
    'CouncilHearing: 11 voices, 4 questions, 6 decisions and 7 conditions in an invented county'
    """

    def __init__(self, state: str | None = None):
        names = ("settings", "voices", "questions", "answers", "conditions", "debrief", "facts")
        self._t = {name: rows(f"hearing_{name}") for name in names}
        self._options = keyed("tradeoff_options", "option_id")
        self._kinds, self._voices = keyed("hearing_settings", "setting"), keyed("hearing_voices", "voice_id")
        self._questions = keyed("hearing_questions", "question_id")
        self._answers_by = domain.by_question(self._t["answers"])
        self._from = ""
        self.asked: list[tuple[str, str, str]] = []
        self.decided: list[domain.Decision] = []
        self.setting = dropdown(
            "Kind of state",
            options=_pairs(self._t["settings"], "label", "setting"),
            value=self._start(state),
        )
        self.voice = dropdown("Hear from", options=_pairs(self._t["voices"], "role", "voice_id"))
        self.question = dropdown("Question", options=_pairs(self._t["questions"], "question", "question_id"))
        self.option = dropdown("Decide for")
        self.conditions = {row["condition_id"]: checkbox(row["condition"]) for row in self._t["conditions"]}
        ask, decide = button("Ask"), button("Decide")
        boxes = self._boxes = controls_row([*self.conditions.values(), decide])
        boxes.add_class("fl-conditions")
        ask.on_click(lambda _button: self.ask())
        decide.on_click(lambda _button: self.decide())
        self._ground, self._speech, self._law, self._after = panel(), panel(), panel(), panel()
        VBox.__init__(
            self,
            [
                Frame(layout=plain(Layout, display="none")),
                panel(render("tradeoffs/council_hearing.html", block="head", county=COUNTY)),
                controls_row([self.setting]),
                self._ground,
                panel(render("tradeoffs/council_hearing.html", block="step", text="1 · Hear the room")),
                controls_row([self.voice, self.question, ask]),
                self._speech,
                panel(render("tradeoffs/council_hearing.html", block="step", text="2 · Decide")),
                controls_row([self.option]),
                self._law,
                boxes,
                self._after,
            ],
        )
        self.add_class("fl-card")
        self.setting.observe(lambda _change: self._reopen(), names="value")
        self.follow(self.voice, self.option)
        self._reopen()

    def _start(self, state: str | None) -> str:
        """The kind of state to begin with, and in ``_from`` the sentence that says whose law set it."""

        chosen = places.county() if state is None else None
        code = state or (chosen.state_abbr if chosen else "")
        posture = keyed("state_posture", "state_abbr").get(code)
        word = POSTURES.get(posture["shown_as"]) if posture else None
        if posture and word:
            name = keyed("states", "state_abbr")[code]["state"]
            self._from = (
                f"Set from the law of {name} as this course reads it ({dated(posture['as_of'])}). The county"
                " stays invented; try the other two kinds as well."
            )
        return word or "silent"

    def _reopen(self) -> None:
        """Another kind of state: other decisions are open, and answers change with it."""
        open_, kept = domain.open_options(self._t["settings"], self.setting.value), self.option.value
        self._drawn = False  # until the list and its value agree
        self.option.options = [(self._options[option]["option"], option) for option in open_]
        self.option.value = kept if kept in open_ else open_[0]
        self._drawn = True
        self.redraw()

    def redraw(self) -> None:
        setting, option = self.setting.value, self.option.value
        if not self._drawn:
            return
        row = self._kinds[setting]
        self._ground.value = render(
            "tradeoffs/council_hearing.html",
            block="ground",
            row=row,
            facts=self._t["facts"],
            sources=_cited(row),
            whence=self._from,
        )
        self._speech.value = render(
            "tradeoffs/council_hearing.html",
            block="speech",
            voice=self._voice(self.voice.value),
            asked=self._transcript(),
            total=self._possible(),
        )
        self._law.value = render(
            "tradeoffs/council_hearing.html",
            block="law",
            name=self._options[option]["option"],
            means=self._options[option]["means"],
            own_rule=option in OWN_RULES,
            steps=self._steps(option, setting),
        )
        fitting = {
            condition["condition_id"]: condition
            for condition in domain.offered(self._t["conditions"], option, setting)
        }
        for name, box in self.conditions.items():
            box.disabled = name not in fitting or not fitting[name]["open"]
            box.value = box.value and not box.disabled
        self._boxes.children = [
            *(self.conditions[name] for name in self.conditions if name in fitting),
            self._boxes.children[-1],
        ]
        closed = [
            (condition["condition"], condition["why_closed"])
            for condition in fitting.values()
            if not condition["open"]
        ]
        self._after.value = render(
            "tradeoffs/council_hearing.html",
            block="after",
            closed=closed,
            log=[self.record(decision) for decision in self.decided],
            file=self._file(),
        )

    def ask(self) -> None:
        """Put the chosen question to the chosen voice; the answer joins the transcript once."""
        question = (self.voice.value, self.question.value, self.setting.value)
        self.asked = [question, *(other for other in self.asked if other != question)]
        self.redraw()

    def decide(self) -> None:
        """Enter the decision with its conditions into the log."""
        chosen = [name for name, box in self.conditions.items() if box.value]
        asked = sum(setting == self.setting.value for _, _, setting in self.asked)
        self.decided.append(
            domain.decide(
                self._t["settings"],
                self._t["conditions"],
                self.setting.value,
                self.option.value,
                chosen,
                asked,
            )
        )
        self.redraw()

    def _voice(self, id_: str) -> dict:
        return {**self._voices[id_], "sources": _cited(self._voices[id_])}

    def _answer(self, voice: str, question: str, setting: str) -> dict:
        row = domain.answer(self._answers_by, voice, question, setting)
        return {
            "role": self._voices[voice]["role"],
            "question": self._questions[question]["question"],
            "answer": row["answer"],
            "sources": _cited(row),
            "where": KINDS[setting] if row["setting"] != "any" else "",
        }

    def _transcript(self) -> list[dict]:
        return [self._answer(*question) for question in self.asked]

    def _possible(self) -> int:
        return len(self._t["voices"]) * len(self._t["questions"])

    def _steps(self, option: str, setting: str) -> list[dict]:
        steps = domain.law(self._options[option]["delegation"], setting)
        return [
            {
                "question": step.question,
                "answer": step.answer,
                "why": step.why,
                "sources": [cite(*pair) for pair in step.sources],
            }
            for step in steps
        ]

    def record(self, decision: domain.Decision) -> dict:
        """A decision in words: kind of state, option, conditions, questions asked before, and what was
        traded."""
        return {
            "state": KINDS[decision.setting],
            "option": self._options[decision.option]["option"],
            "asked": decision.asked,
            **domain.debrief(self._t["debrief"], self._t["conditions"], decision),
        }

    def _file(self) -> str:
        text = render(
            "tradeoffs/hearing_record.txt",
            county=COUNTY,
            log=[self.record(decision) for decision in self.decided],
            asked=self._transcript(),
        )
        return link(text, "text/markdown") if self.decided else ""

    def fallback(self) -> str:
        kinds = []
        for row in self._kinds.values():
            columns = self._alike(row["open_options"].split(";"))
            laws = [self._steps(same[0], row["setting"]) for same in columns]
            table = [
                (steps[0]["question"], [step["answer"] for step in steps])
                for steps in zip(*laws, strict=True)
            ]
            kinds.append(
                {
                    **row,
                    "names": [
                        "; ".join(self._options[option]["option"] for option in same) for same in columns
                    ],
                    "table": table,
                    "sources": _cited(row),
                }
            )
        voices = [{**self._voice(id_), "answers": self._answers(id_)} for id_ in self._voices]
        trades = [{**row, "name": self._options[row["option_id"]]["option"]} for row in self._t["debrief"]]
        return render(
            "tradeoffs/council_hearing.html",
            county=COUNTY,
            facts=self._t["facts"],
            kinds=kinds,
            voices=voices,
            trades=trades,
            conditions=self._t["conditions"],
        )

    def _alike(self, options: list[str]) -> list[list[str]]:
        """Options of which state and federal law say the same, since they bring the same form or none."""
        groups: dict[str, list[str]] = {}
        for option in options:
            groups.setdefault(self._options[option]["delegation"], []).append(option)
        return list(groups.values())

    def _answers(self, voice: str) -> list[dict]:
        """Every answer of a voice, one that differs by kind of state once for each kind."""
        found = []
        for question in self._questions:
            each = [self._answer(voice, question, setting) for setting in self._kinds]
            found += each if each[0]["where"] else each[:1]
        return found

    def summary(self) -> str:
        t = self._t
        return (
            f"CouncilHearing: {len(t['voices'])} voices, {len(t['questions'])} questions, {len(t['debrief'])}"
            f" decisions and {len(t['conditions'])} conditions in an invented county"
        )


def _pairs(table, label: str, value: str) -> list[tuple[str, str]]:
    return [(row[label], row[value]) for row in table]


def _cited(row) -> list:
    return citations(row["source_ids"], row["pinpoints"])
