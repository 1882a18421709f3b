"""DetainerDecision: this jail, this paper, this state's law: must it, may it, must it not, or is it
contested?"""

from __future__ import annotations

from ipywidgets import Box

from ..drawing.card import Card
from ..drawing.controls import dropdown, panel
from ..drawing.palette import VERDICTS
from ..drawing.templates import render
from ..ground.formats import day_name, plural
from ..ground.places import home_state
from ..ground.sources import cite
from ..ground.tables import describe, keyed, rows
from ..ground.vocabulary import REGIMES
from ..law.authority import POSTURES as WORD_OF
from ..law.detainers import FLAGS, ORDER, by_verdict, decide
from ..law.state_laws import (
    CONFIDENCE,
    POSTURES,
    SAYS,
    agreements_of,
    basis,
    flags,
    instruments,
    shown_text,
    speaking,
    withheld,
)

SHORT = {"hold": "Hold?", "notify": "Tell ICE?"}  # in the title of a fold
REQUESTS = {
    "hold": ("The second thing it asks", "Keep the person past release?"),
    "notify": ("The first thing it asks", "Tell ICE the release date?"),
}
SHOWN = (
    "TX",
    "IL",
    "PA",
    "NE",
)  # in the fallback: an order, a limit, silence, and a state that has to be read
NOTICE_ONLY = "dev-gonzalez-i247g"  # the development about the form that asks for notice alone
LAW = {
    "limits": "So state law is taken to limit participation.",
    "mandates": "So state law is taken to require participation or to bar local limits on it.",
    "silent": "So state law is taken to say nothing.",
}


class DetainerDecision(Card):
    """Choose a state, a paper and the jail's 287(g) form; where no word fits a state's law, read it and
    choose one.

    ``state`` is a postal abbreviation, by default the state of the chosen county.

    >>> DetainerDecision("PA").summary()
    'DetainerDecision: Pennsylvania, detainer: hold contested, notify may'
    """

    def __init__(self, state: str | None = None):
        self._rules, self._authority = rows("detainer_rules"), rows("authority_rules")
        self._states = keyed("states", "state_abbr")
        self._names = {code: row["state"] for code, row in self._states.items()}
        self._laws, self._withheld = instruments(rows("state_laws")), withheld(rows("state_laws"))
        self._posture = keyed("state_posture", "state_abbr")
        self._flags = {code: flags(self._laws[code], row["shown_as"]) for code, row in self._posture.items()}
        self._known: dict = {}
        label = {(row["input"], row["word"]): row["label"] for row in rows("authority_words")}
        self._papers = {word: name for (about, word), name in label.items() if about == "paper"}
        options = sorted((self._names[code], code) for code in self._posture)
        self.state = dropdown("State", options=options, value=state or home_state("TX"))
        self.paper = dropdown(
            "Paper at hand",
            options=[(name, word) for word, name in self._papers.items()],
            value="detainer",
        )
        self.agreement = dropdown(
            "The jail’s 287(g) form",
            options=[(name, word) for word, name in REGIMES.items()],
            value="none",
        )
        readings = [
            ("not chosen yet", ""),
            *((label["state_law", word], word) for word in ("silent", "limits", "mandates")),
        ]
        self.reading = dropdown("State law, as I read it", options=readings, value="")
        self.state.observe(self._new_state, names="value")
        for control in (self.paper, self.agreement):
            control.observe(self._draw_places, names="value")
        self._view, self._all = panel(), panel()
        super().__init__(
            render("states/detainer_decision.html", block="head"),
            [self.state, self.paper, self.agreement, self.reading],
            [self._view, self._all],
        )
        self._draw_places()

    def _new_state(self, _change) -> None:
        self.reading.value = ""

    @property
    def _row(self) -> Box:
        return self.children[2]  # see Card: the unseen frame, the heading, the controls, the panels

    def redraw(self) -> None:
        code = self.state.value
        asked = (
            (self.reading,) if self._posture[code]["shown_as"] not in WORD_OF else ()
        )  # else it is not there at all
        if self._row.children[3:] != asked:
            self._row.children = (*self._row.children[:3], *asked)
        view = self.view(code, self.paper.value, self.agreement.value, self.reading.value)
        self._view.value = render("states/detainer_decision.html", block="view", view=view)

    def _draw_places(self, _change=None) -> None:
        """Draw the list of places anew: it changes with paper and form only, and otherwise stays open."""
        listed = self.everywhere(self.paper.value, self.agreement.value)
        self._all.value = render("states/detainer_decision.html", block="everywhere", all=listed)

    def decision(
        self, request: str, code: str, paper: str = "detainer", agreement: str = "none", reading: str = ""
    ):
        """The :class:`fedlocal.law.detainers.Decision` on one request in one state."""
        return decide(
            self._rules,
            self._authority,
            request,
            code,
            self._posture[code]["shown_as"],
            self._flags[code],
            paper,
            agreement,
            reading,
            self._known,
        )

    def view(self, code: str, paper: str = "detainer", agreement: str = "none", reading: str = "") -> dict:
        """What is shown for one state, paper and form: the two requests with their answers, notes and the
        state's texts."""
        row, name = self._posture[code], self._names[code]
        requests = [self._request(request, code, paper, agreement, reading) for request in ("notify", "hold")]
        first = row["shown_as"] not in WORD_OF  # whoever has to choose reads first, and reads all
        on_this = speaking(self._laws[code], *{flag for pair in FLAGS.values() for flag in pair})
        texts = self._laws[code] if first else on_this
        short = " ".join(
            f"{SHORT[request['short']]} {VERDICTS[request['verdict']][1]}." for request in requests
        )
        paper_name = self._papers[paper]
        if paper == "none":
            paper_name = paper_name[0].lower() + paper_name[1:]
        return {
            "name": name,
            "posture": POSTURES[row["shown_as"]],
            "as_of": row["as_of"],
            "law": self._law(code, reading),
            "requests": requests,
            "notice_only": self._notice_only() if paper == "detainer" else None,
            "notes": [
                note for note in (self._coding(code, reading), self._about_form(code, agreement)) if note
            ],
            "note": "" if row["shown_as"] == "not_verified" else row["note"],
            "withheld": self._withheld[code],
            "said": (f"Alder County’s jail, moved to {name}. Paper at hand: {paper_name}."),
            "texts": [shown_text(instrument) for instrument in texts],
            "short": short,
            "first": first,
            "off_topic": first and bool(texts) and not on_this,
            "no_texts": (
                f"None of the texts that we can show for {name} speaks of holds or release dates."
                if self._laws[code]
                else f"We can show no text for {name}. That is not the same as “no rule”."
            ),
        }

    def _notice_only(self) -> dict:
        """The other form: it asks for the release date alone, so a jail that gets it is not asked to hold."""
        row = keyed("developments", "id")[NOTICE_ONLY]
        return {
            "what": row["what"],
            "as_of": row["as_of"],
            "sources": [cite(row["source_id"], row["pinpoint"])],
        }

    def _law(self, code: str, reading: str) -> str:
        posture = self._posture[code]["shown_as"]
        if posture in WORD_OF:
            return LAW[WORD_OF[posture]]
        why = (
            "We could not confirm what its law says"
            if posture == "not_verified"
            else (
                "Its rules pull in different directions, or bind only some officers, or are orders, opinions"
                " and rulings"
            )
        )
        mine = (
            f"You read it so: { {value: name for name, value in self.reading.options}[reading].lower() }."
            if reading
            else ""
        )
        ask = (
            "Read its texts below and choose “State law, as I read it” yourself."
            if self._laws[code]
            else "Choose “State law, as I read it” to see what the general rule would give."
        )
        return f"{why}, so none of the three readings in the list fits by itself. {mine or ask}"

    def _coding(self, code: str, reading: str) -> str:
        """After a learner's own reading: how we coded the texts on the two questions, to compare with it."""
        if not reading or not self._laws[code]:
            return ""
        state_flags = self._flags[code]
        parts = [
            f"requires compliance with detainers: {_word(state_flags['requires_detainers'])}",
            f"restricts holds: {_word(state_flags['restricts_detainers'])}",
            f"restricts release dates: {_word(state_flags['restricts_release_notice'])}",
        ]
        return f"To compare with your reading, our coding of its texts: {'; '.join(parts)}."

    def _about_form(self, code: str, agreement: str) -> str:
        state_flags, name = self._flags[code], self._names[code]
        if agreement != "none" and state_flags["bars_287g"] == "yes":
            listed, day = (
                plural(agreements_of(self._states[code])["total"], "agreement"),
                day_name(describe("agreements")["as_of"]),
            )
            return (
                f"{name} bars 287(g) agreements, so a jail there should have no form. ICE’s list of {day}"
                f" showed {listed} in the state."
            )
        if agreement == "none" and state_flags["requires_287g"] == "yes":
            return (
                f"{name}’s law requires jails to join 287(g), or to apply for it. This jail has no form yet."
            )
        return ""

    def _request(self, request: str, code: str, paper: str, agreement: str, reading: str) -> dict:
        found = self.decision(request, code, paper, agreement, reading)
        asks, question = REQUESTS[request]
        if paper in ("none", "judicial_warrant"):
            asks = "The question"
        general = None
        if found.rule and found.general:
            general = {
                "answer": found.general[0],
                "why": found.general[1],
                "sources": [cite(*pair) for pair in found.general[2]],
            }
        why = found.why or (
            "Nothing is shown until you have read and chosen."
            if found.verdict == "read"
            else "The course does not know, and does not guess."
        )
        as_of, confidence = self._known_up_to(found.rule, request, code)
        return {
            "asks": asks,
            "question": question,
            "verdict": found.verdict,
            "why": why,
            "sources": [cite(*pair) for pair in found.sources],
            "general": general,
            "as_of": as_of,
            "confidence": confidence,
            "short": request,
        }

    def _known_up_to(self, rule_id: str, request: str, code: str) -> tuple[str, str]:
        """The date and confidence of an answer: of the texts that carry its flag, else the date of the
        rule itself."""
        rule = next((rule for rule in self._rules if rule["rule_id"] == rule_id), None)
        if rule is None:
            return "", ""
        for flag, word in zip(FLAGS[request], (rule["requires"], rule["restricts"]), strict=True):
            if word != "any":
                as_of, confidence = basis(self._laws[code], flag, self._flags[code][flag])
                if as_of:
                    return as_of, CONFIDENCE[confidence]
        return str(rule["as_of"]), ""

    def everywhere(self, paper: str, agreement: str) -> dict:
        """All 51 places by answer, for both requests: a row a verdict, each with two lists of names."""
        groups = {
            request: by_verdict(
                {code: self.decision(request, code, paper, agreement) for code in self._posture}
            )
            for request in ("notify", "hold")
        }
        lines = [
            {
                "verdict": word,
                "states": [
                    sorted(self._names[code] for code in groups[request].get(word, []))
                    for request in ("notify", "hold")
                ],
            }
            for word in ORDER
            if any(word in group for group in groups.values())
        ]
        form = "no 287(g) form" if agreement == "none" else f"{REGIMES[agreement]} form"
        return {
            "rows": lines,
            "caption": (
                f"The same jail in 51 places. Paper: {self._papers[paper]}; {form}. Number of places, then"
                " their names."
            ),
        }

    def fallback(self) -> str:
        first = self.state.value
        codes = [first, *(code for code in SHOWN if code != first)][: len(SHOWN)]
        return render(
            "states/detainer_decision.html",
            all=self.everywhere("detainer", "none"),
            views=[self.view(code) for code in codes],
        )

    def summary(self) -> str:
        answers = [
            f"{request} {VERDICTS[self.decision(request, self.state.value).verdict][1].lower()}"
            for request in ("hold", "notify")
        ]
        return f"DetainerDecision: {self._names[self.state.value]}, detainer: {', '.join(answers)}"


def _word(flag: str) -> str:
    return SAYS[flag][1].lower()
