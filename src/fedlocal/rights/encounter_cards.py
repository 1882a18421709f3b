"""EncounterCards: what holds when one meets an officer in seven places; one place whole, or one question
from place to place."""

from __future__ import annotations

from ..drawing.card import Card
from ..drawing.controls import dropdown, panel
from ..drawing.templates import render
from ..ground.sources import cite, pinpointed
from ..ground.tables import rows
from .encounters import PLACES, QUESTIONS, READERS, grouped, select

EYEBROW, TITLE = "Seven places", "What holds when a person meets an officer"
INTRO = (
    "Choose a place, or all seven with one question. Then read for somebody else: a resident, an officer, an"
    " employer, a school."
)


class EncounterCards(Card):
    """Choose a place, a question and whose rules to read; unexecuted, all seven places folded.

    >>> EncounterCards().summary()
    'EncounterCards: 7 places, 7 questions, 91 answers'
    """

    def __init__(self, place: str = "street"):
        self._answers = rows("encounters")
        self.place = dropdown(
            "Place",
            options=[(name, key) for key, name in PLACES.items()] + [("All seven places", "")],
            value=place,
        )
        self.question = dropdown(
            "Question",
            options=[("All seven questions", ""), *((name, key) for key, name in QUESTIONS.items())],
            value="",
        )
        self.reader = dropdown(
            "Read it for",
            options=[(name, key) for key, (name, *_) in READERS.items()],
            value="all",
        )
        self._view = panel()
        super().__init__(
            render("rights/encounter_cards.html", block="head", eyebrow=EYEBROW, title=TITLE, intro=INTRO),
            [self.place, self.question, self.reader],
            [self._view],
        )

    def view(self) -> dict:
        """What the choices show: ``title``, ``count`` and groups of answers, by question within a place,
        by place for a question."""
        chosen = self._cited(select(self._answers, self.place.value, self.question.value, self.reader.value))
        title = PLACES.get(self.place.value) or QUESTIONS.get(self.question.value) or "All seven places"
        by_place = not self.place.value
        groups: list[tuple[str, list]] = grouped(chosen, "setting" if by_place else "question")
        if by_place and not self.question.value:  # too much for one screen: fold each place
            groups = [(name, grouped(those, "question")) for name, those in groups]
        return {
            "title": title,
            "groups": groups,
            "folded": by_place and not self.question.value,
            "reader": READERS[self.reader.value][0],
            "count": len(chosen),
        }

    def _cited(self, selected: list[dict]) -> list[dict]:
        answers = []
        for row in selected:
            # A place named for two sentences is printed once.
            pairs = dict.fromkeys(pinpointed(row["source_ids"], row["pinpoints"]))
            sources = [cite(*pair) for pair in pairs]
            # An amendment was read through the opinions beside it; that is no hearsay, and the list of
            # sources says it.
            reported = any(
                source.checked == "secondary" and not source.id.startswith("const-") for source in sources
            )
            answers.append({**row, "sources": sources, "reported": reported})
        return answers

    def redraw(self) -> None:
        self._view.value = render("rights/encounter_cards.html", block="view", view=self.view())

    def fallback(self) -> str:
        by_place = grouped(self._cited(select(self._answers)), "setting")
        places = [(name, grouped(those, "question")) for name, those in by_place]
        return render(
            "rights/encounter_cards.html",
            eyebrow=EYEBROW,
            title=TITLE,
            intro="Open a place. Each answer says for whom it holds, and on what law it rests.",
            places=places,
        )

    def summary(self) -> str:
        return (
            f"EncounterCards: {len(PLACES)} places, {len(QUESTIONS)} questions, {len(self._answers)} answers"
        )
