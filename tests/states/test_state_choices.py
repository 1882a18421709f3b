"""What states' texts add up to: every word known, unknown never turned into no, rates as the tables give
them."""

import re

import pytest

from fedlocal.ground.tables import load, rows
from fedlocal.law.state_laws import (
    CONFIDENCE,
    FLAGS,
    POSTURES,
    SAYS,
    STATUS,
    flags,
    instruments,
    one_flag,
    rates,
    speaking,
    spreads,
    withheld,
)
from fedlocal.states.figures import FILLS, postures

LAWS, POSTURE = instruments(rows("state_laws")), load("state_posture").set_index("state_abbr")["shown_as"]


@pytest.mark.parametrize("state", POSTURE.index)
def test_every_question_has_an_answer_in_every_state(state):
    answers = flags(LAWS[state], POSTURE[state])
    assert set(answers) == set(FLAGS) and set(answers.values()) <= set(SAYS)


@pytest.mark.parametrize("state", [state for state in POSTURE.index if POSTURE[state] == "not_verified"])
def test_what_could_not_be_confirmed_is_unknown_throughout(state):
    assert set(flags(LAWS[state], POSTURE[state]).values()) == {"unknown"}
    assert not LAWS[state], "a state shown as not verified has no text to show"


def test_unknown_is_never_turned_into_no():
    for state, texts in LAWS.items():
        for flag, word in flags(texts, POSTURE[state]).items():
            if word == "no":
                assert all(
                    row[flag] in ("no",) or row["status"] in ("amended_2025", "enjoined") for row in texts
                ), (state, flag)


def test_the_strongest_word_wins_and_dead_texts_do_not_speak():
    def row(status="in_force", **answers):
        return {"status": status, **answers}

    assert one_flag([row(f="no"), row(f="partly"), row(f="unknown")], "f") == "partly"
    assert one_flag([row(f="partly"), row(f="yes")], "f") == "yes"
    assert one_flag([row("enjoined", f="yes")], "f") == "unknown", "nothing in force is not a no"
    assert one_flag([row("amended_2025", f="yes"), row(f="no")], "f") == "no"
    assert one_flag([row("effect_unclear", f="yes"), row(f="no")], "f") == "unknown"
    assert flags(LAWS["MT"], "mandates")["restricts_detainers"] == "unknown", (
        "whether Ramon v. Short still stands is not settled"
    )


def test_only_printable_rows_are_shown_and_the_others_are_counted():
    table = load("state_laws")
    assert sum(len(rows) for rows in LAWS.values()) == int(table["printable"].sum())
    assert sum(withheld(rows("state_laws")).values()) == int((~table["printable"]).sum())
    assert not any(row["confidence"] == "lead_only" for rows in LAWS.values() for row in rows)


def test_a_no_says_nothing():
    assert {row["instrument_id"] for row in speaking(LAWS["TX"], "requires_detainers")} == {"TX-1"}
    assert speaking(LAWS["MO"], "requires_detainers", "restricts_detainers") == []


def test_every_word_of_the_tables_has_a_label():
    table = load("state_laws")
    assert set(table["confidence"]) <= set(CONFIDENCE) and set(POSTURE) == set(POSTURES)
    assert {row["status"] for rows in LAWS.values() for row in rows} <= set(STATUS)
    assert len({sign for sign, _ in POSTURES.values()}) == len(POSTURES) and len(
        {sign for sign, _ in SAYS.values()}
    ) == len(SAYS)


def test_rates_are_arrests_over_adults_for_51_places():
    states = load("states").set_index("state_abbr")
    found = rates(rows("states"))
    assert len(found) == 51 and all(rate > 0 for rate in found.values())
    assert (
        found["TX"]
        == pytest.approx(143_233 / 2_880_400 * 1000)
        == pytest.approx(
            1000
            * states.loc["TX", "ice_arrests_2025_01_to_2026_07"]
            / states.loc["TX", "noncitizen_adults_2024"]
        )
    )


def test_one_label_covers_rates_that_lie_far_apart():
    far = spreads(rates(rows("states")), POSTURE)
    assert far["limits"][3] > 5 * far["limits"][1] and far["mandates"][3] > 5 * far["mandates"][1]
    assert "no_statewide_rule" in far and all(low <= high for _, low, _, high in far.values())


def test_map_gives_each_posture_a_pattern_of_its_own_and_a_row_a_state():
    picture = postures()
    kinds = {name: re.sub(r"#[0-9A-F]{6}", "", lines) for name, (_, lines) in FILLS.items()}
    assert set(kinds) == set(POSTURES) and len(set(kinds.values())) == len(kinds), (
        "read without colour, two postures look alike"
    )
    assert picture.svg.count('fill="url(#') == 51 + len(POSTURES) and len(picture.rows) == 51
    for name in POSTURES:
        assert picture.svg.count(f'fill="url(#{name})"') == int((POSTURE == name).sum()) + 1, (
            "and once in the legend"
        )
    assert postures("MD").svg != picture.svg == postures().svg
    assert len(picture.svg.encode()) < 120_000


def test_takeaway_of_the_map_counts_what_the_table_holds():
    limits, orders = int((POSTURE == "limits").sum()), int(POSTURE.isin(["mandates", "mandates_287g"]).sum())
    assert (
        f"In {limits} of 51 places a statute limits" in postures().takeaway
        and f"in {orders} a statute requires it" in postures().takeaway
    )
    assert f"In the other {51 - limits - orders} the law" in postures().takeaway
