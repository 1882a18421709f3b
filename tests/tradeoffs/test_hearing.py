"""The hearing: voices at equal strength, answers and law that follow the kind of state, decisions that
cannot be otherwise refused."""

import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import fedlocal as fl
from fedlocal.ground.frames import records
from fedlocal.ground.sources import cite
from fedlocal.ground.tables import load, rows
from fedlocal.tradeoffs import hearing as domain

NAMES = ("settings", "voices", "questions", "answers", "conditions", "debrief", "facts")
T = {name: load(f"hearing_{name}") for name in NAMES}
ROWS = {name: rows(f"hearing_{name}") for name in NAMES}
SETTINGS = T["settings"]["setting"].tolist()
LEANING = T["voices"].set_index("voice_id")["leaning"]
OPTIONS = load("tradeoff_options").set_index("option_id")
LOADED = re.compile(
    r"\b(illegals?|undocumented|sanctuary|invasion|abduct\w*|kidnap\w*|raids?|open borders|aliens?)\b", re.I
)


def words(text) -> int:
    return len(str(text).split())


def named(row) -> list[str]:
    return [id_ for id_ in str(row["source_ids"]).split(";") if id_ and id_ != "nan"]


# ---- both sides at equal strength ----


def test_as_many_voices_for_each_side_and_as_long():
    count = LEANING.value_counts()
    assert count["for"] == count["limits"] >= 4
    lengths = T["voices"].assign(words=T["voices"]["opening"].map(words))
    assert lengths["words"].max() <= 1.2 * lengths["words"].min(), "one opening is more than a fifth longer"


@pytest.mark.parametrize("setting", SETTINGS)
def test_each_side_answers_at_equal_length_in_each_kind_of_state(setting):
    total = {"for": 0, "limits": 0}
    for voice, side in LEANING.items():
        if side in total:
            total[side] += sum(
                words(domain.answer(domain.by_question(records(T["answers"])), voice, q, setting)["answer"])
                for q in T["questions"]["question_id"]
            )
    assert max(total.values()) <= 1.2 * min(total.values()), total


def test_all_that_each_side_may_say_is_as_long():
    """Every word that a learner could hear from a side, in all three kinds of state."""
    total = {
        side: (
            sum(words(row["opening"]) for row in T["voices"].to_dict("records") if row["leaning"] == side)
            + sum(
                words(row["answer"])
                for row in T["answers"].to_dict("records")
                if LEANING[row["voice_id"]] == side
            )
        )
        for side in ("for", "limits")
    }
    assert max(total.values()) <= 1.05 * min(total.values()), total


def test_someone_harmed_and_someone_who_is_not_a_citizen_speak_for_themselves():
    roles = T["voices"].set_index("voice_id")["role"]
    assert (
        LEANING["harmed"] == "for"
        and LEANING["neighbor"] == "limits"
        and "not a citizen" in roles["neighbor"]
    )
    heard = " ".join(T["voices"].set_index("voice_id").loc["neighbor", ["opening"]]).lower()
    assert "will not say here what papers" in heard, "the voice shows that nobody has to tell"


def test_a_debrief_names_what_is_given_up_and_takes_no_side_s_word_for_it():
    texts = {row["option_id"]: " ".join(row.values()) for row in T["debrief"].to_dict("records")}
    for leak in ("calm", "No supervisor", "lesser records"):
        assert not any(leak in text for text in texts.values()), leak
    given_up = T["debrief"].set_index("option_id")["gives_up"]
    assert "wrong stop" in given_up["tfm"] and "may do harm" in given_up["limits"], (
        "each end names the harm that the other side fears"
    )


def test_every_opening_leans_on_two_sources_and_neither_side_is_better_sourced():
    assert all(len(named(row)) == 2 for row in T["voices"].to_dict("records"))
    for setting in SETTINGS:
        heard = T["answers"][T["answers"]["setting"].isin(["any", setting])].to_dict("records")
        count = {
            side: sum(len(named(row)) for row in heard if LEANING[row["voice_id"]] == side)
            for side in ("for", "limits")
        }
        assert max(count.values()) <= 1.6 * min(count.values()), (setting, count)


def test_each_side_opens_and_answers_with_studies_and_not_with_statements_alone():
    for side in ("for", "limits"):
        voices = {voice for voice, leaning in LEANING.items() if leaning == side}
        rows = [
            row
            for name in ("voices", "answers")
            for row in T[name].to_dict("records")
            if row["voice_id"] in voices
        ]
        studies = {id_ for row in rows for id_ in named(row) if id_.startswith("study-")}
        assert len(studies) >= 3, (side, studies)


def test_every_voice_names_the_best_point_against_itself_and_what_would_help_it_live_with_another_decision():
    for voice in LEANING.index:
        for question in ("other", "accept"):
            assert (
                words(
                    domain.answer(domain.by_question(records(T["answers"])), voice, question, "silent")[
                        "answer"
                    ]
                )
                >= 20
            )


def test_what_is_secured_and_given_up_is_told_at_equal_length_for_every_decision():
    lengths = T["debrief"].apply(
        lambda row: words(row["secures"]) + words(row["gives_up"]) + words(row["room"]), axis=1
    )
    assert lengths.max() <= 1.25 * lengths.min(), lengths.tolist()
    both = T["conditions"].assign(
        gives_=T["conditions"]["gives"].map(words), costs_=T["conditions"]["costs"].map(words)
    )
    assert (both[["gives_", "costs_"]].min(axis=1) >= 5).all(), (
        "a condition without a cost, or without a gain, is none"
    )


@pytest.mark.parametrize("name", [name for name in NAMES if name != "facts"])
def test_words_are_fair_and_nobody_plays_a_status(name):
    for column in T[name].select_dtypes(include=["object", "string"]):
        for text in T[name][column].dropna():
            assert not LOADED.search(text), f"hearing_{name}.{column}: {text}"
    # The learner chairs the board. Nobody is given a status to play, and no voice names one of its own.
    texts = [*T["voices"]["role"], *T["voices"]["opening"], *T["answers"]["answer"]]
    assert not any(
        re.search(r"\b(undocumented|overstay\w*|green card|my visa|without papers in)\b", text, re.I)
        for text in texts
    )


# ---- sources ----


@pytest.mark.parametrize("name", ["settings", "voices", "answers"])
def test_facts_rest_on_sources_that_were_read_with_a_place_in_them(name):
    for row in T[name].fillna("").to_dict("records"):
        pairs = (
            list(zip(row["source_ids"].split(";"), row["pinpoints"].split(";"), strict=True))
            if row["source_ids"]
            else []
        )
        assert all(cite(*pair).checked != "unchecked" and pair[1] for pair in pairs), row


def test_an_answer_with_a_figure_or_a_study_names_its_source():
    for row in T["answers"].fillna("").to_dict("records"):
        if re.search(r"\d|study|statute|court", row["answer"], re.I) and not row["source_ids"]:
            assert row["question_id"] in ("other", "accept", "effect"), row
            assert not re.search(r"\d", row["answer"]), row


# ---- answers and law follow the kind of state ----


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("voice", LEANING.index)
def test_every_voice_answers_every_question_in_every_kind_of_state(voice, setting):
    for question in T["questions"]["question_id"]:
        assert domain.answer(domain.by_question(records(T["answers"])), voice, question, setting)["answer"]


@pytest.mark.parametrize("voice", ["attorney", "budget"])
def test_law_and_cost_change_with_the_kind_of_state(voice):
    for question in ("effect", "cost"):
        assert (
            len(
                {
                    domain.answer(domain.by_question(records(T["answers"])), voice, question, setting)[
                        "answer"
                    ]
                    for setting in SETTINGS
                }
            )
            == 3
        )


def test_an_answer_is_for_any_kind_of_state_or_for_each_of_the_three():
    for pair, answers in domain.by_question(ROWS["answers"]).items():
        assert {row["setting"] for row in answers} in ({"any"}, set(SETTINGS)), pair
    invented = [{"setting": "any", "answer": "general"}, {"setting": "limits", "answer": "particular"}]
    book = {("a", "q"): invented}
    assert [domain.answer(book, "a", "q", kind)["answer"] for kind in ("limits", "silent")] == [
        "particular",
        "general",
    ]


def test_an_answer_that_is_missing_is_named():
    with pytest.raises(LookupError, match="hearing_answers"):
        domain.answer(domain.by_question(records(T["answers"])), "sheriff", "weather", "silent")


def test_two_answers_for_the_same_kind_of_state_are_an_error_that_names_them():
    book = {("a", "q"): [{"setting": "limits"}, {"setting": "any"}, {"setting": "limits"}]}
    assert domain.answer(book, "a", "q", "silent")["setting"] == "any"
    with pytest.raises(LookupError, match="Several rules of the table hearing_answers .*: a q limits, a q"):
        domain.answer(book, "a", "q", "limits")


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("option", OPTIONS.index)
def test_the_law_shown_is_that_of_the_authority_rules(option, setting):
    steps = domain.law(OPTIONS.loc[option, "delegation"], setting)
    for step, (question, actor, action, paper, place) in zip(steps, domain.STEPS, strict=True):
        verdict = fl.authority.check(actor, action, OPTIONS.loc[option, "delegation"], paper, place, setting)
        assert (step.question, step.answer, step.why) == (question, verdict.answer, verdict.why)


def test_a_power_that_a_form_gives_to_named_officers_is_asked_of_named_staff():
    asked = {action: question for question, _, action, _, _ in domain.STEPS}
    assert (
        "named"
        in fl.authority.check(
            "jail_officer", "serve_ice_warrant", "tfm", "ice_arrest_warrant", "jail", "silent"
        ).why
    )
    for action in ("serve_ice_warrant", "interview_in_jail_about_status"):
        assert asked[action].startswith("May named staff") and "in the jail" in asked[action], (
            "the jail's other staff get nothing from a task force form"
        )


def test_what_a_decision_secures_is_what_the_form_says_and_no_contested_effect():
    secures = T["debrief"].set_index("option_id").loc["jem", "secures"]
    assert "Named staff" in secures and "gets more" not in secures, (
        "whether ICE gets more people is what the studio leaves to a guess"
    )
    gives = T["conditions"].set_index("condition_id").loc["no_schools", "gives"]
    assert "can be told" in gives and "come" not in gives, (
        "a rule promises what officers do, and not what families then do"
    )


def test_no_answer_or_range_leans_on_a_source_that_is_not_yet_printed():
    hidden = set(load("sources").loc[lambda t: t["note"].fillna("").str.contains("before printing"), "id"])
    assert hidden
    used = {
        id_
        for table in ("hearing_answers", "hearing_voices", "hearing_settings", "tradeoff_scores", "arguments")
        for cell in load(table)["source_ids"].dropna()
        for id_ in cell.split(";")
    }
    assert not used & hidden


def test_the_law_differs_between_the_kinds_of_state():
    answers = {setting: tuple(step.answer for step in domain.law("none", setting)) for setting in SETTINGS}
    assert len(set(answers.values())) == 3


# ---- decisions ----


def test_each_kind_of_state_leaves_something_and_something_else():
    left = {setting: domain.open_options(ROWS["settings"], setting) for setting in SETTINGS}
    assert set(left["silent"]) == set(OPTIONS.index) and not set(left["limits"]) & set(left["mandates"])
    with pytest.raises(LookupError, match="silent, limits, mandates"):
        domain.open_options(ROWS["settings"], "unknown")


@pytest.mark.parametrize("setting, option", [("limits", "tfm"), ("mandates", "none"), ("mandates", "limits")])
def test_a_board_cannot_decide_what_its_state_has_decided(setting, option):
    with pytest.raises(ValueError, match="does not leave that"):
        domain.decide(ROWS["settings"], ROWS["conditions"], setting, option)


def test_a_condition_that_the_state_closes_is_refused_with_the_reason():
    with pytest.raises(ValueError, match="does not end after a year"):
        domain.decide(ROWS["settings"], ROWS["conditions"], "mandates", "wso", ["sunset"])
    with pytest.raises(ValueError, match="does not go with"):
        domain.decide(ROWS["settings"], ROWS["conditions"], "silent", "none", ["cap"])


def test_every_decision_has_conditions_and_a_debrief():
    for setting in SETTINGS:
        for option in domain.open_options(ROWS["settings"], setting):
            open_ = [
                condition["condition_id"]
                for condition in domain.offered(ROWS["conditions"], option, setting)
                if condition["open"]
            ]
            assert len(open_) >= 3
            debrief = domain.debrief(
                ROWS["debrief"],
                ROWS["conditions"],
                domain.decide(ROWS["settings"], ROWS["conditions"], setting, option, open_),
            )
            assert debrief["secures"] and debrief["gives_up"] and len(debrief["terms"]) == len(open_)


def test_the_county_is_invented_and_says_so():
    from fedlocal.tradeoffs.council_hearing import COUNTY

    assert COUNTY not in set(load("counties")["county_name"])
    text = BeautifulSoup(fl.widgets.CouncilHearing().fallback(), "html.parser").get_text()
    assert "invented county" in text and "All invented." in text


# ---- the widget ----


def test_the_hearing_follows_the_kind_of_state():
    widget = fl.widgets.CouncilHearing()
    assert (
        len(widget.option.options) == 6 and "leaves it open" in dict(widget.setting.options).keys().__str__()
    )
    widget.option.value = "limits"
    widget.setting.value = "mandates"
    assert [value for _, value in widget.option.options] == [
        "wso",
        "jem",
        "tfm",
    ] and widget.option.value == "wso"
    assert "Texas" in widget._ground.value and "Not open here" in widget._after.value
    assert widget.conditions["sunset"].disabled and not widget.conditions["report"].disabled
    widget.option.value = "tfm"
    widget.setting.value = "silent"
    assert widget.option.value == "tfm", "a choice that stays open is kept"


def test_questions_join_the_transcript_once_and_the_newest_is_on_top():
    widget = fl.widgets.CouncilHearing()
    widget.ask()
    widget.voice.value, widget.question.value = "budget", "cost"
    widget.ask()
    widget.ask()
    assert [question[0] for question in widget.asked] == [
        "budget",
        "sheriff",
    ] and "Asked so far: 2" in widget._speech.value
    widget.setting.value = "mandates"
    widget.ask()
    assert len(widget.asked) == 3 and "as Texas does" in widget._speech.value
    assert "Answers before these" not in widget._speech.value


def test_the_newest_answers_stay_open_and_the_earlier_ones_are_folded_away():
    widget = fl.widgets.CouncilHearing()
    for voice in load("hearing_voices")["voice_id"][:5]:
        widget.voice.value = voice
        widget.ask()
    tree = BeautifulSoup(widget._speech.value, "html.parser")
    folded, everything = tree.details.get_text(), tree.get_text()
    assert tree.details.summary.get_text() == "Answers before these: 2"
    answers = [widget._answer(*question)["answer"] for question in widget.asked]
    assert [answer in folded for answer in answers] == [False, False, False, True, True] and all(
        answer in everything for answer in answers
    )


def test_decisions_are_logged_with_what_they_trade_and_without_a_score():
    widget = fl.widgets.CouncilHearing()
    widget.conditions["victims"].value = True
    widget.decide()
    widget.option.value = "wso"
    widget.decide()
    text = BeautifulSoup(widget._after.value, "html.parser").get_text(" ")
    assert "Decision 1: No agreement" in text and "Decision 2: Warrant service" in text
    assert "Given up:" in text and not re.search(r"\b(score|right answer|correct|points)\b", text, re.I)
    assert [decision.conditions for decision in widget.decided] == [("victims",), ("victims",)]
    assert "decision-record.md" in widget._after.value


def test_a_condition_that_no_longer_fits_is_taken_back():
    widget = fl.widgets.CouncilHearing()
    widget.conditions["judge"].value = True
    widget.option.value = "jem"
    assert not widget.conditions["judge"].value and widget.conditions["judge"] not in widget._boxes.children


@pytest.mark.parametrize(
    "state, word", [("CA", "limits"), ("TX", "mandates"), ("WI", "silent"), ("NE", "silent")]
)
def test_a_real_state_can_set_the_kind_of_state(state, word):
    widget = fl.widgets.CouncilHearing(state)
    assert widget.setting.value == word and ("stays invented" in widget._ground.value) == (state != "NE")


def test_the_chosen_place_sets_the_kind_of_state(monkeypatch, tmp_path):
    monkeypatch.setenv("FEDLOCAL_HOME", str(tmp_path))
    fl.set_place("Harris County, TX")
    widget = fl.widgets.CouncilHearing()
    assert (
        widget.setting.value == "mandates"
        and "law of Texas" in widget._ground.value
        and "Harris" not in widget._ground.value
    )
    fl.set_place(None)
    assert fl.widgets.CouncilHearing().setting.value == "silent"


def test_the_fallback_holds_every_voice_answer_and_trade():
    text = " ".join(
        BeautifulSoup(fl.widgets.CouncilHearing().fallback(), "html.parser").get_text(" ").split()
    )
    for column, table in (
        ("opening", "voices"),
        ("answer", "answers"),
        ("secures", "debrief"),
        ("gives_up", "debrief"),
        ("costs", "conditions"),
    ):
        for cell in T[table][column]:
            assert cell in text


def test_a_table_with_one_longer_side_is_noticed(monkeypatch):
    long = T["answers"].copy()
    mine = long["voice_id"].map(LEANING) == "limits"
    long.loc[mine, "answer"] = long.loc[mine, "answer"] + " more" * 20
    monkeypatch.setitem(T, "answers", pd.DataFrame(long))
    with pytest.raises(AssertionError):
        test_each_side_answers_at_equal_length_in_each_kind_of_state("silent")
