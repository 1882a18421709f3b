"""Published figures: each input is sourced, each verdict is what the numbers give, and a changed number is
noticed."""

from dataclasses import replace

import pytest

from fedlocal.evidence.replications import OPERATIONS, build, calculate, replicate
from fedlocal.ground.tables import load, rows

FIGURES = build(rows("replications"), rows("replication_inputs"), load)
EXPECTED = {
    "ice-717": "same",
    "bier-65": "same",
    "trac-736": "same",
    "cis-fifth": "same",
    "goncalves-16": "rounding",
    "tome-middle": "rounding",
    "declined-23": "same",
    "headline-quarter": "same",
    "dhs-609": "close",
    "dhs-120": "same",
    "workforce-120": "other",
    "fwd-1168": "other",
}


def test_verdicts_are_what_the_numbers_give():
    assert {id_: replicate(figure).verdict for id_, figure in FIGURES.items()} == EXPECTED


def test_figures_of_both_camps_reproduce_and_meet_another_count():
    camps = {
        "ice-717": "gov",
        "dhs-609": "gov",
        "dhs-120": "gov",
        "workforce-120": "gov",
        "cis-fifth": "restrict",
        "declined-23": "restrict",
        "bier-65": "freer",
        "trac-736": "other",
        "goncalves-16": "other",
        "tome-middle": "other",
        "headline-quarter": "other",
        "fwd-1168": "freer",
    }
    assert set(camps) == set(FIGURES)
    beside = {camps[id_] for id_, verdict in EXPECTED.items() if verdict == "other"}
    fine = {camps[id_] for id_, verdict in EXPECTED.items() if verdict == "same"}
    assert beside == {"gov", "freer"} and {"gov", "freer", "restrict"} <= fine


@pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.id)
def test_each_figure_is_whole(figure):
    sources = set(load("sources").query("checked != 'unchecked'")["id"])
    assert figure.top in figure.inputs and (not figure.bottom or figure.bottom in figure.inputs)
    assert {figure.source_id, *(value.source_id for value in figure.inputs.values())} <= sources
    assert len(figure.lesson.split()) >= 10 and figure.claim.endswith((".", "”."))
    assert len(figure.inputs) >= 2, "nothing to choose from"


@pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.id)
def test_any_choice_of_numbers_is_answered(figure):
    for operation in OPERATIONS:
        for top in figure.inputs:
            for bottom in figure.inputs:
                found = replicate(figure, operation, top, bottom)
                assert found.low <= found.value <= found.high and 2 <= len(found.steps) <= 4


def test_steps_name_the_numbers_and_the_printed_figure():
    steps = replicate(FIGURES["goncalves-16"]).steps
    assert (
        "0.15 ÷ 0.90 × 100 = 16.7." in steps
        and any("15.3 to 18.2" in step for step in steps)
        and steps[-1] == "As a whole number: 17. Published: 16."
    )


def test_a_changed_input_changes_the_verdict():
    figure = FIGURES["bier-65"]
    other = replace(figure.inputs["none"], value=150_000)
    assert replicate(replace(figure, inputs={**figure.inputs, "none": other})).verdict == "different"


def test_rounding_excuses_only_what_rounding_can_do():
    figure = FIGURES["goncalves-16"]
    assert replicate(replace(figure, published=19.0)).verdict == "different"
    exact = {key: replace(value, half=0.0) for key, value in figure.inputs.items()}
    assert replicate(replace(figure, inputs=exact)).verdict == "close"


def test_figures_from_our_own_tables_follow_them():
    inputs = FIGURES["workforce-120"].inputs
    table = load("workforce_monthly").query("agency_id == 'ice'").set_index("month")["headcount"]
    assert [inputs[key].value for key in ("opm_old", "opm_aug", "opm_new")] == [
        table[month] for month in ("2025-01", "2025-08", "2026-01")
    ]


@pytest.mark.parametrize("operation", ["share", "change", "ratio"])
def test_what_cannot_be_computed_says_why(operation):
    with pytest.raises(ValueError, match="not zero"):
        calculate(operation, 1, 0)
    with pytest.raises(ValueError, match="second number"):
        calculate(operation, 1, None)


def test_numbers_printed_in_lessons_of_figures_hold():
    assert round(replicate(FIGURES["declined-23"], bottom="detainers").value) == 21
    assert [
        round(replicate(FIGURES["workforce-120"], bottom=key).value) for key in ("opm_old", "opm_aug")
    ] == [48, 46]
    assert 7 <= replicate(FIGURES["dhs-609"], "ratio").value < 7.2
    assert FIGURES["fwd-1168"].published - replicate(FIGURES["fwd-1168"]).value == 16
    ours, theirs = (replicate(FIGURES["fwd-1168"], top=key).value for key in ("rows", "said"))
    assert (ours, ours - theirs) == (1375, 3)
    assert (
        round(replicate(FIGURES["headline-quarter"]).value, 1) == 4.4
        and round(replicate(FIGURES["headline-quarter"], "share", "again", "people").value, 1) == 22.9
    )
    low, high = (FIGURES["tome-middle"].inputs[key].value for key in ("low", "high"))
    assert round(high - low, 2) == 49.98 and round((high - low) / 3.92, 2) == 12.75
