"""Studies, gaps and margins: counted rightly, kept apart by policy, fair in words; and lesson 06 gives both camps equal room."""

import json
import re
from pathlib import Path

import pytest

from fedlocal import evidence, figures
from fedlocal.prose import blocks
from fedlocal.tables import describe, load

STUDIES = load("studies")
ROOT = Path(__file__).parents[1]


def test_each_study_has_its_source_design_and_limits_and_is_worded_fully():
    assert (STUDIES["limits"].str.split().str.len() >= 4).all() and STUDIES["what_was_read"].notna().all()
    assert STUDIES["finding"].str.endswith(".").all() and STUDIES["limits"].str.endswith(".").all()


def test_what_was_not_read_is_left_out_and_the_table_says_so():
    sources = load("sources").set_index("id")["checked"]
    assert (STUDIES["source_id"].map(sources) == "primary").all()
    assert any("left out" in problem for problem in describe("studies")["known_problems"])
    for never_read in ("Baumer", "Lyons", "Ascherio", "Rhodes", "Guterbock"):
        assert not STUDIES["who"].str.contains(never_read).any(), f"{never_read} is known only second-hand"


def test_an_interval_stands_around_its_estimate():
    known = STUDIES[STUDIES["low"].notna()]
    assert len(known) >= 1
    assert ((known["low"] < known["estimate"]) & (known["estimate"] < known["high"])).all()


def test_a_size_as_a_number_stands_in_its_words():
    for row in STUDIES[STUDIES["estimate"].notna()].itertuples():
        number = f"{abs(row.estimate):g}"
        spelled = {"33": "third", "5": "five"}.get(number, number)
        assert spelled in row.size.lower(), f"{row.study_id}: {number} is not in “{row.size}”"


def test_a_publisher_with_a_cause_is_named_as_such_in_the_limits():
    partial = STUDIES[STUDIES["publisher_kind"].isin(["think_tank_restriction", "think_tank_freer"])]
    assert set(partial["publisher_kind"]) == {"think_tank_restriction", "think_tank_freer"}
    assert partial["limits"].str.contains(r"publisher|one side of the dispute", case=False).all()


def test_the_grid_holds_each_study_once_and_keeps_more_and_less_apart():
    lines = evidence.grid(STUDIES)
    placed = [id_ for line in lines for ids in line.cells.values() for id_ in ids]
    assert sorted(placed) == sorted(STUDIES["study_id"]) and len(set(placed)) == len(placed)
    kinds = STUDIES.set_index("study_id")["policy_kind"]
    for line in lines:
        assert {kinds[id_] for ids in line.cells.values() for id_ in ids} == {line.policy_kind}


def test_filters_narrow_and_an_unknown_one_is_told():
    assert len(evidence.select(STUDIES, outcome="crime", policy_kind="less")) < len(evidence.select(STUDIES, outcome="crime")) < len(STUDIES)
    with pytest.raises(LookupError, match="no design 'guess'"):
        evidence.select(STUDIES, design="guess")
    nothing = evidence.select(STUDIES, outcome="trust", design="court") if "court" in set(STUDIES["design"]) else STUDIES.iloc[:0]
    assert "No finding in our table" in evidence.sentence(nothing)


def test_what_the_lesson_says_of_the_grid_is_so():
    ways = evidence.against(STUDIES, "crime")
    assert ways["less"]["higher"] == 0, "the lesson says that no study in the grid found that limits raised crime"
    reviewed = STUDIES.query("outcome == 'crime' and policy_kind == 'more' and publisher_kind == 'peer_reviewed'")
    assert (reviewed["direction"] != "lower").all() and (reviewed["direction"] == "higher").sum() == 1
    assert ways["more"]["none"] > sum(ways["more"].values()) / 2 - 1 and ways["less"]["none"] > sum(ways["less"].values()) / 2


@pytest.mark.parametrize("one, other, clear", [((45.6, 4.45), (41.6, 2.36), False), ((54.8, 5.15), (34.4, 4.83), True), ((50, 1), (50, 1), False), ((40, 1), (50, 1), True)])
def test_a_gap_is_clear_when_its_interval_leaves_out_zero(one, other, clear):
    found = evidence.gap(*one, *other)
    assert found.clear is clear and found.low < found.value < found.high
    assert abs(found.standard_error**2 - one[1] ** 2 - other[1] ** 2) < 1e-9


def test_a_half_sample_has_a_larger_margin_and_nonsense_is_refused():
    assert evidence.margin_of_part(3.4, 0.5) > 3.4 == evidence.margin_of_part(3.4, 1)
    with pytest.raises(ValueError, match="between 0 and 1"):
        evidence.margin_of_part(3.4, 0)


def test_the_twelve_points_are_more_than_chance_allows():
    poll = load("opinion").query("response == 'favor'").set_index("question_id")
    margin = evidence.margin_of_part(poll.loc["marquette-plain", "margin_of_error"], 0.5)
    gap = poll.loc["marquette-plain", "percent"] - poll.loc["marquette-detailed", "percent"]
    assert gap == 12 > evidence.margin_of_difference(margin, margin)
    assert (poll.loc[["marquette-plain", "marquette-detailed"], "wording_status"] == "exact").all()


def test_published_intervals_of_the_states_agree_with_their_standard_errors():
    states = load("reporting_rates").query("survey == 'states'")
    for row in states.itertuples():
        low, high = evidence.interval(row.percent, row.standard_error)
        assert abs(low - row.low) < 0.3 and abs(high - row.high) < 0.3, row.area


def test_the_figures_say_what_the_tables_give():
    assert "−5.9 to 13.9" in figures.reporting().takeaway and "Zero lies inside" in figures.reporting().takeaway
    assert "21 of 22" in figures.reporting_by_state().takeaway
    assert "0.73" in figures.states_and_agreements().takeaway and "0.38" in figures.states_and_agreements().takeaway
    assert figures.rollout().takeaway.startswith("By the end of 2010 the program ran in 882 of 3,102")


def lists_of(heading: str) -> dict[str, list[str]]:
    """The bold lead and the items of each list under a heading of lesson 06."""
    cells = json.loads((ROOT / "notebooks" / "06_what_the_evidence_says.ipynb").read_text(encoding="utf-8"))["cells"]
    text = next("".join(cell["source"]) for cell in cells if "".join(cell["source"]).startswith(f"## {heading}"))
    found: dict[str, list[str]] = {}
    for kind, words in blocks(text):
        if kind == "paragraph":
            lead = words
        elif kind == "item":
            found.setdefault(lead, []).append(words)
    return found


def test_both_camps_hear_what_they_cannot_conclude_at_equal_length():
    lists = lists_of("What cannot be concluded")
    assert len(lists) == 2 and len({len(items) for items in lists.values()}) == 1
    more, less = (sum(len(item.split()) for item in items) for items in lists.values())
    assert max(more, less) <= 1.2 * min(more, less), (more, less)


def test_each_side_of_lesson_06_meets_findings_it_would_rather_not():
    rows = load("findings").query("lesson == '06'")["uncomfortable_for"].value_counts()
    assert rows["more-help"] == rows["limits"] >= 1


def test_no_finding_of_a_recent_effect_is_claimed():
    row = load("developments").set_index("id").loc["dev-evidence-2026"]
    assert row["as_of"] == "2026-11" and row["volatile"] and "No study was found" in row["what"]
    recent = STUDIES[STUDIES["policy"].str.contains("2025")]
    assert len(recent) and (recent["direction"] == "counts").all(), "a study of the recent expansion would make the lesson's sentence untrue"


def test_nothing_asks_or_ranks_policies():
    text = " ".join(" ".join(items) for items in lists_of("What cannot be concluded").values())
    assert not re.search(r"\b(should|must|better policy|recommend)\b", text)
