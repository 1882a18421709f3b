"""ClaimChecker: one claim from a web article at a time; judge it first, then read the verdict, what is
right and the source."""

from __future__ import annotations

import anywidget
import traitlets

from ..drawing.card import Shown, script
from ..drawing.templates import render, stylesheet
from ..ground.formats import dated, plural
from ..ground.sources import cite
from ..ground.tables import keyed, rows
from . import web_claims as domain

EYEBROW, TITLE = "Judge first", "Check the claims"
INTRO = (
    "Claims from two popular articles, in our words. Say what you think of each; the verdict comes with its"
    " source. Nothing you do here is saved."
)
LEANS = {
    "believed": "You trusted it further than it carries.",
    "doubted": "You doubted it more than it deserves.",
    "kind": "It is another kind of claim.",
    "": "",
}


class ClaimChecker(Shown, anywidget.AnyWidget):
    """Rounds of claims (``"dozen"``, ``"all"`` or a topic of the table ``web_claims``); unexecuted, all
    claims with folded answers.

    >>> ClaimChecker().summary()
    'ClaimChecker: 73 claims from two articles, 31 of them right as they stand'
    """

    _esm = script("drawing/one_by_one.js", "rights/claim_checker.js")
    _css = stylesheet()
    eyebrow = traitlets.Unicode(EYEBROW).tag(sync=True)
    title = traitlets.Unicode(TITLE).tag(sync=True)
    intro = traitlets.Unicode(INTRO).tag(sync=True)
    rounds: traitlets.List = traitlets.List().tag(sync=True)
    judgments: traitlets.List = traitlets.List().tag(sync=True)
    round = traitlets.Unicode().tag(sync=True)
    claims: traitlets.List = traitlets.List().tag(sync=True)
    tally = traitlets.Unicode().tag(sync=True)

    def __init__(self, round: str = "dozen"):
        self._claims = {claim.id: claim for claim in domain.to_judge(domain.build(rows("web_claims")))}
        self._traps = keyed("claim_traps", "trap")
        self._articles = keyed("web_articles", "article")
        self._ready = {row["lesson"]: row["status"] for row in rows("lessons")}
        self._first: dict[str, str] = {}
        super().__init__(
            rounds=self._choices(),
            judgments=[
                {"id": id_, "word": word, "means": means} for id_, (word, means) in domain.JUDGMENTS.items()
            ],
        )
        self._start(round)
        self.on_msg(self._asked)

    def _choices(self) -> list[dict]:
        counts = {
            which: len(domain.chosen(self._claims.values(), which))
            for which in ("dozen", *domain.TOPICS, "all")
        }
        names = {"dozen": "A mixed dozen", **domain.TOPICS, "all": "All of them"}
        return [
            {"id": which, "name": f"{names[which]} ({count})"} for which, count in counts.items() if count
        ]

    def _start(self, which: str) -> None:
        here = domain.chosen(self._claims.values(), which)
        self.round, self.claims = (
            which,
            [{"id": claim.id, "text": claim.text, "article": self._named(claim)} for claim in here],
        )
        self.tally = self._count()

    def _named(self, claim: domain.WebClaim) -> str:
        article = self._articles[claim.article]
        return f"{article['name']} · {article['about'][0].lower()}{article['about'][1:]}"

    def _asked(self, _widget, message: dict, _buffers) -> None:
        if "round" in message:
            self._start(message["round"])
            self.send({"started": True})
        elif message.get("restart"):
            self._first = {
                id_: judgment
                for id_, judgment in self._first.items()
                if id_ not in {claim["id"] for claim in self.claims}
            }
            self.tally = self._count()
            self.send({"started": True, "cleared": True})
        elif message.get("summary"):
            self.send({"summary": self.what_fooled()})
        else:
            claim = self._claims[message["claim"]]
            self.send(
                {
                    "claim": claim.id,
                    "feedback": self._feedback(claim, message.get("judgment", "")),
                    "tally": self.tally,
                }
            )

    def _feedback(self, claim: domain.WebClaim, judgment: str) -> dict:
        try:
            fair = domain.fair(claim, judgment)
        except ValueError as problem:
            return {**self.answer(claim), "tone": "", "said": str(problem)}
        self._first.setdefault(claim.id, judgment)
        self.tally = self._count()
        word = domain.JUDGMENTS[judgment][0].lower()
        if fair:
            sentence = (
                f"✓ Fair: {word}." if judgment == claim.verdict else f"✓ Fair: “{word}” can be defended."
            )
        else:
            sentence = f"✕ Not “{word}”. {LEANS[domain.lean(claim, judgment)]}"
        return {**self.answer(claim), "tone": "right" if fair else "wrong", "said": sentence}

    def answer(self, claim: domain.WebClaim) -> dict:
        """What follows a judgment: verdict, what is right, both readings, what to ask, sources, and where
        the course says more."""
        trap = self._traps[claim.trap]
        citations = [cite(*source) for source in claim.sources]
        return {
            "ours": "Our verdict:",
            "verdict": " ".join(domain.VERDICTS[claim.verdict]),
            "correction": claim.correction,
            "readings": list(claim.readings),
            "ask": "" if claim.trap == "sound" else f"{trap['name']}. Ask: {trap['ask']}",
            "sources": [{"label": source.label, "url": source.url} for source in citations],
            "since": dated(claim.as_of),
            "more": self._more(claim),
        }

    def _more(self, claim: domain.WebClaim) -> str:
        there = [place for place in claim.answered_in if place != ("08", "Check the claims")]
        return "; ".join(f"lesson {lesson}{self._where(lesson, heading)}" for lesson, heading in there)

    def _where(self, lesson: str, heading: str) -> str:
        if self._ready[lesson] != "available":
            return " (planned)"
        return f", “{heading}”" if heading else ""

    def _count(self) -> str:
        here = [claim["id"] for claim in self.claims]
        done = [id_ for id_ in here if id_ in self._first]
        if not done:
            return (
                f"{plural(len(here), 'claim')} in this round. Stop whenever you like and see what fooled you."
            )
        fair = sum(domain.fair(self._claims[id_], self._first[id_]) for id_ in done)
        return f"Judged {len(done)} of {len(here)}; fair at the first try: {fair}."

    def what_fooled(self) -> dict:
        """What kinds of claims were misjudged at the first tries, over all rounds: ``{said, facts,
        caption, kinds}``, in words."""
        entries = [entry for entry in domain.fooled(self._first, self._claims.values()) if entry["missed"]]
        kinds = [
            {
                "name": self._traps[e["trap"]]["name"],
                "missed": f"{e['missed']} of {e['met']}",
                "ask": self._traps[e["trap"]]["ask"],
                "claims": " · ".join(claim.text for claim in e["claims"]),
            }
            for e in entries
        ]
        return {
            "said": self._said(),
            "facts": self.facts(),
            "caption": "What fooled you, at the first try",
            "kinds": kinds,
        }

    def _said(self) -> str:
        if not self._first:
            return "You have not judged a claim yet."
        leans = [domain.lean(self._claims[id_], judgment) for id_, judgment in self._first.items()]
        sentence = f"You judged {plural(len(leans), 'claim')}, {leans.count('')} fairly at the first try."
        if not any(leans):
            return sentence + " None fooled you."
        ways = {
            "believed": "trusted {} too far",
            "doubted": "doubted {} too much",
            "kind": "took {} for another kind of claim",
        }
        parts = [words.format(leans.count(lean)) for lean, words in ways.items() if lean in leans]
        return f"{sentence} You {'; you '.join(parts)}."

    def facts(self) -> str:
        """How the verdicts divide, as one sentence that holds whatever the reader did."""
        claims = self._claims.values()
        of = [claim.verdict for claim in claims]
        believing, doubting = (
            sum(not domain.fair(claim, word) for claim in claims) for word in ("right", "wrong")
        )
        return (
            f"Of the {len(of)} claims, {of.count('right')} are right as they stand and {of.count('wrong')}"
            " are plainly wrong. Most of the rest are neither: they leave out a limit or an item, blur a"
            " word, praise, or name the wrong actor or none. Whoever believes all of them misjudges"
            f" {believing}; whoever calls all of them wrong misjudges {doubting}."
        )

    def fallback(self) -> str:
        entries = [
            {"claim": claim, "article": self._articles[claim.article]["name"], **self.answer(claim)}
            for claim in self._claims.values()
        ]
        topics = [
            (name, [row for row in entries if row["claim"].topic == topic and not row["claim"].dozen])
            for topic, name in domain.TOPICS.items()
        ]
        return render(
            "rights/claim_checker.html",
            eyebrow=EYEBROW,
            title=TITLE,
            intro=INTRO,
            dozen=[row for row in entries if row["claim"].dozen],
            topics=[(name, claims) for name, claims in topics if claims],
            facts=self.facts(),
            traps=list(self._traps.values()),
        )

    def summary(self) -> str:
        right = sum(claim.verdict == "right" for claim in self._claims.values())
        return (
            f"ClaimChecker: {plural(len(self._claims), 'claim')} from two articles, {right} of them right as"
            " they stand"
        )
