"""Answers of lesson 07 and its exercise that follow from a tool."""

import fedlocal as fl
from fedlocal.ground.tables import rows
from fedlocal.tradeoffs import hearing, statements, weighing

MATRIX = weighing.build(*(rows(f"tradeoff_{part}") for part in ("options", "criteria", "scores")))
NAMES = fl.load("tradeoff_options").set_index("option_id")["option"]


def weighed(example: str, **weights: float) -> list[float]:
    """The weights of an example of the studio, with some of them set by hand."""
    given = weighing.given(
        fl.load("tradeoff_examples").set_index("example_id").at[example, "weights"], MATRIX
    )
    return [weights.get(aim, weight) for aim, weight in zip(MATRIX.criteria, given, strict=True)]


def neither_side() -> set[str]:
    """Statements of the sorter that bear on neither side, among the options of the question."""
    neither = {
        statement.text
        for statement in statements.build(rows("sort_statements"))
        if statement.side == "neither"
    }
    return {
        text
        for text in fl.load("question_options").query("question_id == '07-sorter-1'")["text"]
        if text in neither
    }


def weight_for_limits() -> float:
    """The weight of other handovers at which limits come first when all other aims are alike."""
    found = weighing.flips(MATRIX, weighed("alike"))
    return next(flip.at for flip in found if (flip.option, flip.criterion) == ("limits", "other"))


def turned_around() -> set[str]:
    """What happens to the first place when the resident's weight of other handovers is turned around."""
    before, weights = weighing.leaders(MATRIX, weighed("rule")), weighed("rule", other=-100)
    after = weighing.leaders(MATRIX, weights)
    if after == before:
        return {"a"}
    if weighing.firsts(weighing.totals(MATRIX, weights)).max() == 1:
        return {"c"}
    return (
        {"b"} if before == ["jem"] and "jem" not in after and "limits" in after and len(after) == 3 else set()
    )


def what_crime_decides() -> set[str]:
    """Why crime decides little: most options have the same middle, and none of the ranges is without a
    word on why."""
    middles = [(low + high) / 2 for low, high in zip(MATRIX.low[:, 0], MATRIX.high[:, 0], strict=True)]
    return {"b"} if sorted(middles)[:5] == [0] * 5 and max(middles) > 0 else set()


def left_by_a_mandate() -> set[str]:
    """Names of the decisions and conditions of the question that a state which mandates leaves to the
    board."""
    open_ = hearing.open_options(rows("hearing_settings"), "mandates")
    conditions = {
        condition["condition_id"]
        for condition in hearing.offered(rows("hearing_conditions"), open_[0], "mandates")
        if condition["open"]
    }
    asked = {
        "Limits by ordinance": "limits" in open_,
        "Warrant service": "wso" in open_,
        "An end after one year": "sunset" in conditions,
        "A count each quarter": "report" in conditions,
    }
    return {name for name, left in asked.items() if left}


TIED = {
    "07-sorter-1": neither_side,
    "07-studio-1": weight_for_limits,
    "07-studio-2": turned_around,
    "07-studio-3": what_crime_decides,
    "07-hearing-1": left_by_a_mandate,
}

SORTED = "A new statement of an invented meeting, judged by what it says; no table holds its side."
TRADE = "A condition that nobody proposed in the hearing; which line names both ends of it is read."

READ = {
    "07-sorter-2": "Why the name of a publisher bears on neither side is argued, not computed.",
    "07-hearing-2": "Why the budget officer gives three answers is read in them and argued.",
    **{f"07-1.{part}": SORTED for part in "abcdefgh"},
    "07-2.a": "Which side would bring an invented number is judged from its words.",
    "07-2.b": "Which side would bring an invented number is judged from its words.",
    "07-2.reason": "Which reason holds for both numbers is argued, not computed.",
    "07-4.sentence": "Which sentence of a memo draws too much from counts is argued.",
    "07-4.mend": "What belongs in the place of a wrong sentence is argued.",
    **{f"07-7.{part}": TRADE for part in "abcd"},
    "07-8.value": "Whether a speaker stops where a study stops is read from its limits.",
}
