"""AuthorityChecker: three guided moves, then choose who, what and the facts; read the answer, its reason and
law, and what would change it."""

from __future__ import annotations

from ..drawing.card import Card
from ..drawing.controls import button, controls_row, dropdown, panel
from ..drawing.guess_marks import plain
from ..drawing.palette import VERDICTS
from ..drawing.templates import render
from ..ground import guesses
from ..ground.sources import cite
from ..ground.tables import keyed, rows
from .authority import POSTURES, answer, check
from .guided_moves import Move, guided_moves, outcome
from .rules import DEFAULTS, possible
from .state_laws import shown_text

START = {
    "actor": "local_officer",
    "action": "arrest_unlawful_presence",
    "delegation": "none",
    "paper": "none",
    "place": "traffic_stop",
    "state_law": "silent",
}
LABELS = {
    "actor": "Who",
    "action": "What",
    "delegation": "287(g) form",
    "paper": "Paper at hand",
    "place": "Where",
    "state_law": "State law",
}
GUESSED = "02-predict-1"  # the question that the table of all actions answers
PATROL = ("local_officer",)  # is not in the jail: the overview leaves what happens there to its staff
SHOWN = (
    "local_officer",
    "jail_officer",
    "ice_officer",
    "border_patrol_agent",
    "immigration_judge",
)  # in the overview


class AuthorityChecker(Card):
    """Three guided moves, and any combination of officer, action, 287(g) form, paper, place and state law,
    with a trail of the checks kept.

    >>> AuthorityChecker().summary()
    'AuthorityChecker: 7 actors, 16 actions'
    """

    def __init__(self):
        self._words, self._actions = rows("authority_words"), keyed("authority_actions", "action")
        self._labels = {(row["input"], row["word"]): row["label"] for row in self._words}
        self._phrases = {(row["input"], row["word"]): row["phrase"] for row in self._words}
        self._states = {row["state_abbr"]: row["state"] for row in rows("states")}
        self._posture = keyed("state_posture", "state_abbr")
        self.facts = {
            name: dropdown(LABELS[name], options=self._options(name), value=word)
            for name, word in START.items()
        }
        states = [
            (name, code)
            for code, name in sorted(self._states.items(), key=lambda item: item[1])
            if code in self._posture
        ]
        self.state = dropdown("Set state law from", options=[("my own choice", ""), *states], value="")
        self.state.observe(self._fill, names="value")
        self.keep, self.clear = button("Keep this check"), button("Clear the list")
        self.kept: list[dict[str, str]] = []
        self.keep.on_click(lambda _button: self._keep())
        self.clear.on_click(lambda _button: self._keep(clear=True))
        self._left = ""  # the state that was chosen before "my own choice"
        self._view, self._trail, self._guess, glance = panel(), panel(), panel(), panel()
        glance.value = render(
            "law/authority_checker.html",
            block="glance",
            rows=self.overview(),
            names=self._shown_names(),
            words=_four_answers(),
        )
        controls = [*self.facts.values(), self.state, self.keep, self.clear]
        super().__init__(
            render("law/authority_checker.html", block="head"),
            controls,
            [self._view, self._trail, self._guess, glance],
            opening=self._guide(),
        )
        guesses.follow(GUESSED, self)

    def _guide(self) -> tuple:
        """The guided moves: of each what to predict, then its button, then what it did."""
        self.moves, self.made = guided_moves(), frozenset[int]()
        self.move_buttons = [button(f"{move.number}. {move.title}") for move in self.moves]
        for control, move in zip(self.move_buttons, self.moves, strict=True):
            control.on_click(lambda _button, move=move: self._make(move))
        self._asked = [
            panel(render("law/authority_checker.html", block="ask", move=move)) for move in self.moves
        ]
        buttons = [controls_row([control]).add_class("fl-move") for control in self.move_buttons]
        self._moved = [panel() for _move in self.moves]
        any_case = panel(render("law/authority_checker.html", block="any"))
        each = zip(self._asked, buttons, self._moved, strict=True)
        return *(part for parts in each for part in parts), any_case

    def _make(self, move: Move) -> None:
        """Set the lists as this move has them, and say what it did."""
        self.state.value = move.state
        for name, word in move.facts.items():
            self.facts[name].value = word
        self.made = self.made | {move.number}
        self._moved[move.number - 1].value = render(
            "law/authority_checker.html", block="moved", move=self.steps()[move.number - 1]
        )

    def steps(self) -> list[dict]:
        """For each guided move: number, title, what to predict, and what it did by the rules."""
        return [self._step(move) for move in self.moves]

    def _step(self, move: Move) -> dict:
        found = outcome(self.moves, move.number)
        return {
            "number": move.number,
            "title": move.title,
            "predict": move.predict,
            "before": found.before,
            "answer": found.now.answer,
            "why": found.now.why,
            "sources": [cite(*pair) for pair in found.now.pinpointed],
            "changed": [f"{LABELS[name]}: {self._labels[name, move.facts[name]]}" for name in found.changed],
            "state": self._states.get(move.state, ""),
            "texts": self._texts(move.state) if move.state else [],
        }

    def _texts(self, state: str) -> list[dict]:
        """The printable texts that a state's word for state law rests on."""
        basis = self._posture[state]["posture_basis"].split(";")
        laws = rows("state_laws")
        return [shown_text(law) for law in laws if law["instrument_id"] in basis and law["printable"]]

    def _options(self, name: str) -> list[tuple[str, str]]:
        if name == "action":
            return [(row["title"], action) for action, row in self._actions.items()]
        return [(row["label"], row["word"]) for row in self._words if row["input"] == name]

    def chosen(self) -> dict[str, str]:
        """The words now chosen, one for each input."""
        return {name: control.value for name, control in self.facts.items()}

    def _fill(self, change) -> None:
        """The chosen state sets the word for state law; where it cannot, the word of another state must
        not stay."""
        self._left = "" if change["new"] else self._states[change["old"]]
        self.facts["state_law"].value = self._word() or START["state_law"]

    def _word(self) -> str:
        """The word of the chosen state for state law; empty where none was chosen or none fits."""
        return POSTURES.get(self._posture[self.state.value]["shown_as"], "") if self.state.value else ""

    def _keep(self, clear: bool = False) -> None:
        chosen = self.chosen()
        if clear:
            self.kept = []
        elif chosen not in self.kept and possible(chosen):
            self.kept = [*self.kept, chosen]
        self.redraw()

    def redraw(self) -> None:
        chosen, guess = self.chosen(), guesses.guess(GUESSED)
        self._guess.value = (
            "" if guess is None else render("law/authority_checker.html", block="guess", guess=plain(guess))
        )
        self._view.value = render(
            "law/authority_checker.html", block="view", view=self.view(chosen), state=self._state_note()
        )
        self._trail.value = render(
            "law/authority_checker.html",
            block="trail",
            rows=[self.view(combination) for combination in self.kept],
        )

    def view(self, chosen: dict[str, str]) -> dict:
        """What is shown for these words: question, answer, reason, law, what would change it, what was not
        used.

        A combination that cannot exist has ``impossible`` with the reason, and no answer.
        """
        settings = self._actions[chosen["action"]]
        question = settings["question"].format(actor=self._phrases["actor", chosen["actor"]])
        facts = [self._labels[name, chosen[name]] for name in DEFAULTS if chosen[name] != DEFAULTS[name]]
        entry = {"question": question, "facts": facts, "note": settings["note"], "impossible": ""}
        if not possible(chosen):
            who = self._labels["actor", chosen["actor"]]
            return {
                **entry,
                "impossible": (
                    f"{who}: a 287(g) form names state and local officers only. Set the form to “No"
                    " agreement”."
                ),
            }
        others = {name: word for name, word in chosen.items() if name != "place"}
        verdict = check(**others, place=None if chosen["place"] == "not_said" else chosen["place"])
        return {
            **entry,
            "answer": verdict.answer,
            "why": verdict.why,
            "as_of": verdict.as_of,
            "sources": [cite(*pair) for pair in verdict.pinpointed],
            "changes": self._changes(verdict.changes),
            "ignored": [f"{LABELS[name]}: {self._labels[name, chosen[name]]}" for name in verdict.ignored],
        }

    def _changes(self, changes) -> list[tuple[str, str]]:
        """("If …", new answer) for each change; officers who get the same answer share a line."""
        lines = [(f"If {self._phrases[name, word]}", new) for name, word, new in changes if name != "actor"]
        who: dict[str, list[str]] = {}
        for name, word, new in changes:
            if name == "actor":
                who.setdefault(new, []).append(self._phrases[name, word])
        return lines + [(f"If it were {_either(phrases)}", new) for new, phrases in who.items()]

    def _state_note(self) -> dict | None:
        """Why the chosen state set the word for state law, or why it could not; and whether the word was
        changed since."""
        now = self.facts["state_law"].value
        if not self.state.value:
            return {"left": self._left, "texts": []} if self._left and now == START["state_law"] else None
        row, name, word = self._posture[self.state.value], self._states[self.state.value], self._word()
        reason = {
            "mixed_or_executive": "its rules pull in different directions or bind only some officers",
            "not_verified": "we could not confirm what its law says",
        }.get(row["shown_as"], "")
        return {
            "left": "",
            "name": name,
            "label": self._labels["state_law", word].lower() if word else "",
            "reason": reason,
            "as_of": row["as_of"],
            "own": self._labels["state_law", now] if now != (word or START["state_law"]) else "",
            "texts": self._texts(self.state.value),
        }

    def overview(self) -> list[dict]:
        """One row an action with a telling example: the question, and the answer for each of the officers
        shown.

        An answer is empty where the action has a place that is not theirs.
        """
        lines = []
        for action, row in self._actions.items():
            example = dict(part.split("=") for part in row["example"].split(";") if part)
            paper, place = example.get("paper", "none"), example.get("place")
            elsewhere = PATROL if row["always_at"] == "jail" else ()
            answers = [
                "" if who in elsewhere else answer(who, action, paper=paper, place=place).answer
                for who in SHOWN
            ]
            facts = [self._labels[name, word] for name, word in example.items() if word != row["always_at"]]
            lines.append({"title": row["title"], "facts": ", ".join(facts), "answers": answers})
        return lines

    def _shown_names(self) -> list[str]:
        return [self._labels["actor", word] for word in SHOWN]

    def fallback(self) -> str:
        examples = [
            self.view({**START, "action": "share_status_information", "place": "not_said"}),
            self.view(START),
            self.view(
                {
                    **START,
                    "actor": "jail_officer",
                    "action": "hold_on_detainer",
                    "paper": "detainer",
                    "place": "jail",
                }
            ),
            self.view(
                {
                    **START,
                    "actor": "ice_officer",
                    "action": "enter_to_arrest",
                    "paper": "ice_removal_warrant",
                    "place": "home",
                }
            ),
        ]
        return render(
            "law/authority_checker.html",
            rows=self.overview(),
            names=self._shown_names(),
            moves=self.steps(),
            examples=examples,
            words=_four_answers(),
        )

    def summary(self) -> str:
        return f"AuthorityChecker: {len(self._options('actor'))} actors, {len(self._actions)} actions"


def _four_answers() -> str:
    return ", ".join(VERDICTS[word][1].lower() for word in ("yes", "no", "only_if", "contested"))


def _either(phrases: list[str]) -> str:
    """A list of phrases with "or".

    >>> _either(["an ICE officer", "an HSI agent", "a judge"])
    'an ICE officer, an HSI agent or a judge'
    """
    return " or ".join([", ".join(phrases[:-1]), phrases[-1]] if len(phrases) > 1 else phrases)
