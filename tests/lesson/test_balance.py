"""Both sides, as far as a machine can see: every pair of ``arguments``, and lesson 05 as a whole.

What is counted, and how far apart two sides may be, is said in ``fedlocal.lesson.balance``. A failure names
the pair and the kind.
"""

import importlib.util
import json
import re
from itertools import groupby
from pathlib import Path

import pytest

from fedlocal.ground import prose
from fedlocal.ground.tables import load
from fedlocal.lesson.balance import APART, listed, measure, unequal
from fedlocal.lesson.texts import sides as shown

ROOT = Path(__file__).parents[2]
REGISTER = load("sources").fillna("").set_index("id", drop=False).to_dict("index")
ROWS = load("arguments").fillna("").to_dict("records")
PAIRS = {
    name: sorted(rows, key=lambda row: row["position"])
    for name, rows in groupby(ROWS, key=lambda row: row["argument_id"])
}
CAMPS = [name for name, pair in PAIRS.items() if pair[0]["wants"] != "across"]

VERDICT_WORDS = re.compile(
    r"\b(clearly|obviously|of course|unfortunately|fortunately|right side|the truth is|everyone knows|common"
    r" sense)\b",
    re.I,
)
# ICE is not among them: its page stands from day to day, and the source line prints the day up to which it
# was read.
SPEAKERS = re.compile(
    r"Major Cities Chiefs|same chiefs|Fraternal Order of Police|Sheriffs Association|Association of"
    r" Chiefs|Center for Immigration Studies"
    r"|Heritage Foundation|Cato Institute|American Civil Liberties Union|ACLU|FWD\.us|National Immigration"
    r" Forum|Niskanen Center|TRAC"
    r"|Sheriff (?:Boyd|Gualtieri)|DHS (?:said|called|wrote)|General Counsel"
)


def lessons():
    """Number and code of each lesson, in order."""
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        yield (
            path.name[:2],
            "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"),
        )


MET = list(
    dict.fromkeys(name for _, code in lessons() for name in re.findall(r'fl\.sides\("([^"]+)"\)', code))
)


def wrong(name: str, kind: str) -> str:
    return unequal(PAIRS[name], REGISTER).get(kind, "")


# ---- each pair ----


@pytest.mark.parametrize("name", PAIRS)
def test_there_are_two_sides_that_want_different_things(name):
    first, second = PAIRS[name]
    assert (first["position"], second["position"]) == (1, 2) and first["question"] == second["question"]
    assert {first["wants"], second["wants"]} in ({"more", "less"}, {"across"})


@pytest.mark.parametrize("name", PAIRS)
def test_sides_are_of_one_length_within_a_twentieth(name):
    assert not wrong(name, "words")


@pytest.mark.parametrize("name", PAIRS)
def test_neither_side_is_held_at_arms_length_more_than_the_other(name):
    assert not wrong(name, "attributions")
    assert min(measure(side, REGISTER).attributions for side in PAIRS[name]) >= 2, (
        "Each side speaks for itself: say who says so."
    )


@pytest.mark.parametrize("name", PAIRS)
def test_sides_bring_as_many_findings(name):
    assert not wrong(name, "findings")


@pytest.mark.parametrize("name", PAIRS)
def test_sources_of_both_sides_are_as_well_read(name):
    assert not wrong(name, "reading")
    for side in PAIRS[name]:
        read = [id_ for id_ in listed(side["source_ids"]) if REGISTER[id_]["checked"] in ("primary", "part")]
        assert read, f"{side['label']}: none of its sources was read in the original."


@pytest.mark.parametrize("name", PAIRS)
def test_each_side_has_sources_of_its_own_and_says_what_it_shares(name):
    assert not wrong(name, "sources")


@pytest.mark.parametrize("name", PAIRS)
def test_both_sides_face_a_question_as_long(name):
    assert not wrong(name, "hardest question")
    assert all(
        side["hardest_question"].endswith("?") and side["hardest_question"].count("?") == 1
        for side in PAIRS[name]
    )


@pytest.mark.parametrize("name", PAIRS)
def test_a_statement_of_an_organization_carries_its_year(name):
    for side in PAIRS[name]:
        for sentence in prose.split(side["text"]):
            if SPEAKERS.search(sentence):
                assert re.search(r"\b(19|20)\d\d\b|\bundated\b", sentence), (
                    f"{name}, {side['side']}: when? “{sentence}”"
                )


@pytest.mark.parametrize("name", PAIRS)
def test_no_word_decides_for_the_reader(name):
    for side in PAIRS[name]:
        for text in (side["text"], side["hardest_question"], side["label"], side["question"]):
            assert not VERDICT_WORDS.search(text), text
        assert not re.search(r"\bhelp\b", side["label"] + side["question"]), (
            "“Help” praises one camp: write participation."
        )


@pytest.mark.parametrize("name", PAIRS)
def test_a_pair_is_shown_in_its_order_with_a_date_on_every_source(name):
    html = shown(name)._repr_html_()
    texts = [html.index(row["label"]) for row in PAIRS[name]]
    assert texts == sorted(texts)
    for line in re.findall(r"Sources: (.*?)</p>", html, re.S):
        for source in re.findall(r">([^<]+)</a>", line):
            assert re.search(r"\b(19|20)\d\d\b|undated", source), f"No date on {source}"
    second = sum(measure(row, REGISTER).second_hand for row in PAIRS[name])
    assert html.count("</a> ◐") == second, "A second-hand source carries its mark, and only such a source."


# ---- all pairs together ----


def test_every_pair_is_met_in_the_order_of_the_table():
    assert MET == list(PAIRS), (
        "A pair that no lesson shows, or rows out of the order in which lessons show them."
    )


def test_the_camps_take_turns_at_the_last_word():
    last = [PAIRS[name][-1]["wants"] for name in MET if name in CAMPS]
    twice = [
        name
        for name, camp, before in zip([name for name in MET if name in CAMPS][1:], last[1:], last)
        if camp == before
    ]
    assert not twice, (
        f"The same camp has the last word again in {', '.join(twice)}. Swap the positions from there on."
    )


def test_no_camp_is_quoted_more_or_read_less_over_all_pairs():
    camps = {
        wants: [measure(side, REGISTER) for name in CAMPS for side in PAIRS[name] if side["wants"] == wants]
        for wants in ("more", "less")
    }
    rates = sorted(
        100 * sum(side.attributions for side in sides) / sum(side.words for side in sides)
        for sides in camps.values()
    )
    assert rates[1] <= (1 + APART) * rates[0], rates
    second = sorted(
        sum(side.second_hand for side in sides) / sum(side.sources for side in sides)
        for sides in camps.values()
    )
    assert second[1] - second[0] <= 0.1, f"Share of sources read second-hand: {second}"
    findings = sorted(sum(side.findings for side in sides) for sides in camps.values())
    assert findings[1] <= 1.25 * findings[0], f"Findings: {findings}"


def test_every_side_of_the_law_has_a_pair_on_the_model_that_most_agreements_use():
    assert {"04-taskforce", "04-oversight", "06-profiling"} <= set(PAIRS)
    texts = " ".join(side["text"] for pair in PAIRS.values() for side in pair if side["wants"] == "more")
    for fact in (
        "268,065",
        "45,368",
        "71.7 percent",
        "63 percent",
        "crimes that ICE ranked as serious",
        "Alamance",
        "Prince William",
    ):
        assert fact in texts, f"Supporters of participation would bring up {fact}."


def test_the_page_of_measures_is_the_one_that_the_tables_give():
    spec = importlib.util.spec_from_file_location("fairness_page", ROOT / "scripts" / "fairness_page.py")
    page = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(page)
    tables = {name: page.read(name) for name in page.TABLES}
    assert page.page(tables) == (ROOT / "docs" / "fairness.md").read_text(encoding="utf-8"), (
        "Mend: python scripts/fairness_page.py"
    )
    assert not page.out_of_balance(tables)


# ---- what sides may say, held against the tables that they use ----

SIDES = {(row["argument_id"], row["side"]): row for row in ROWS}
COUNTED = dict(enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1))
# What a source says and what it does not: side -> (words that belong there, words that once said too much or
# too little).
MENDED = {
    ("05-state", "limit"): ("refused to block California’s act", "most of California"),
    ("06-reporting", "more-help"): ("from 10 percent in a draft to 4 in print", "two drafts"),
    ("07-focus", "all"): ("a handover would have prevented", "could have followed"),
    ("06-profiling", "more-help"): ("because they drove less", "jail agreements, and a study"),
    ("06-profiling", "limits"): ("one court reject the claim", "two studies"),
    ("04-taskforce", "sign"): ("notify ICE before arresting", "a researcher"),
    ("04-taskforce", "decline"): ("listed no such rise", "and not under jail"),
    ("04-oversight", "sign"): ("so are many signed agreements", "The signed agreements"),
    ("06-crime", "limits"): ("found no change in crime, and none in removals", "found, removals"),
}


@pytest.mark.parametrize("side", MENDED, ids="-".join)
def test_a_side_says_what_its_source_says(side):
    row, (right, wrong_) = SIDES[side], MENDED[side]
    text = f"{row['text']} {row['hardest_question']}"
    assert right in text and wrong_ not in text


def test_a_count_of_new_arrests_says_that_nobody_else_was_counted():
    counts = {name: pair for name, pair in SIDES.items() if "8,145" in pair["text"]}
    assert counts
    for name, row in counts.items():
        assert re.search(
            r"no others were counted|no one counted|nobody counted",
            f"{row['text']} {row['hardest_question']}",
            re.I,
        ), name


def test_both_sides_count_the_courts_on_bond_as_the_table_does():
    rulings = load("bond_rulings")
    against = {re.sub(r"\D", "", name): name for name in rulings.loc[~rulings["bond"], "circuit"]}
    assert (
        set(against) == {"5", "8"}
        and "the Fifth and Eighth Circuits in 2026" in SIDES["03-bond", "detain"]["text"]
    )
    assert (
        f"{COUNTED[rulings['bond'].sum()]} appeals courts agreed in 2026".capitalize()
        in SIDES["03-bond", "hearing"]["text"]
    )
    assert rulings["decided"].astype(str).str.startswith("2026").all()


def test_a_year_and_a_place_of_a_ruling_have_the_source_that_says_so():
    assert "ruled in 2024" in SIDES["02-home", "judge"]["text"] and "case-kidd-2024" in listed(
        SIDES["02-home", "judge"]["source_ids"]
    )
    assert "in 2018" in SIDES["04-oversight", "decline"]["text"] and "oig-18-77" in listed(
        SIDES["04-oversight", "decline"]["source_ids"]
    )


# ---- the measure itself ----

DAMAGE = {
    "words": lambda side: {
        **side,
        "text": side["text"] + " And so it goes on, without anything new to say, for another whole sentence.",
    },
    "attributions": lambda side: {
        **side,
        "text": (
            side["text"]
            .replace(" say", " know")
            .replace(" add", " know")
            .replace(" argue", " know")
            .replace("warned", "know")
        ),
    },
    "findings": lambda side: {
        **side,
        "source_ids": ";".join(
            [*listed(side["source_ids"]), "study-wong-2017", "study-otsu-2020", "study-tome-2021"]
        ),
    },
    "reading": lambda side: {
        **side,
        "source_ids": ";".join(
            [
                *listed(side["source_ids"]),
                "news-alamance-2012",
                "news-dhs-oversight-2025",
                "news-percival-2026",
            ]
        ),
    },
    "hardest question": lambda side: {**side, "hardest_question": "Why?"},
    "sources": lambda side: {**side, "source_ids": "case-printz-1997"},
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_side_that_is_damaged_is_noticed(kind):
    first, second = PAIRS["04-sign"]
    assert unequal([first, second], REGISTER) == {}
    assert kind in unequal([DAMAGE[kind](first), second], REGISTER)


def test_a_shared_source_must_be_marked_on_both_sides():
    first, second = PAIRS["04-sign"]
    assert "study-capps-2011" in unequal([{**first, "shared_ids": ""}, second], REGISTER)["sources"]
    assert (
        "gao-21-186"
        in unequal([{**first, "shared_ids": "study-capps-2011;gao-21-186"}, second], REGISTER)["sources"]
    )


def test_reports_to_police_are_no_attributions():
    row = {
        "text": "Crimes were reported to police. A study found fewer reports. It was reported, they add.",
        "hardest_question": "?",
        "source_ids": "",
    }
    assert measure(row, {}).attributions == 2


# ---- lesson 05 as a whole ----


def lesson_text() -> str:
    path = next((ROOT / "notebooks").glob("05_*.ipynb"))
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def test_findings_make_each_side_uncomfortable_once_and_name_their_limits():
    rows = load("findings").query("lesson == '05'")
    assert sorted(rows["uncomfortable_for"]) == ["both", "limit", "require"]
    assert rows["limits"].str.split().str.len().min() >= 12


def test_lesson_recommends_nothing_outside_the_sides():
    for sentence in prose.sentences(lesson_text()):
        if "?" not in sentence:
            assert (
                not re.search(r"\b(should|ought|better|worse)\b", sentence) or "People disagree" in sentence
            ), sentence


def test_mistakes_of_both_camps_are_refuted():
    text = lesson_text().lower()
    limits = ("a city can keep fingerprints", "can cancel federal law")
    requires = ("washington can order a sheriff", "every limit on participation breaks federal law")
    assert all(mistake in text for mistake in limits + requires)


def test_laws_of_both_directions_are_named_as_often():
    text = lesson_text()
    limiting = len(re.findall(r"\b(California|Illinois|Chicago|New York|New Jersey|Maryland)", text))
    ordering = len(re.findall(r"\b(Texas|Florida|Louisiana|Georgia|Tennessee)", text))
    assert abs(limiting - ordering) <= 4, (limiting, ordering)
