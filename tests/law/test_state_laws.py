"""One place to edit: a row added to state_laws survives, and posture, widget, brief and page follow from
it."""

import csv
import importlib
import json
import re
import shutil
import sys
from pathlib import Path

import pytest

import fedlocal as fl
from fedlocal.ground import tables
from fedlocal.ground.tables import data_dir, keyed, load, rows, seal, table_file
from fedlocal.law.postures import NOT_LAW, SAID, answers, coverage, may_be_shown, posture, posture_table
from fedlocal.law.state_laws import FLAGS, flags, instruments
from fedlocal.states import developments

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
pages = importlib.import_module("state_pages")
LAWS, POSTURE, SEARCHES = rows("state_laws"), keyed("state_posture", "state_abbr"), rows("state_searches")
FOUND = answers(LAWS, POSTURE.values(), SEARCHES)
LARGEST = ["CA", "TX", "FL", "NY", "PA", "IL", "OH", "GA", "NC", "MI", "NJ", "VA"]
# What the texts of a state add up to, as far as they were found on 30 November 2026.
SAYS = {
    "KS": {"requires_detainers": "yes", "bans_local_limits": "yes"},
    "IL": {
        "bars_287g": "yes",
        "restricts_detainers": "yes",
        "restricts_status_questions": "yes",
        "restricts_release_notice": "yes",
        "limits_detention_contracts": "yes",
    },
    "OR": {
        "bars_287g": "yes",
        "restricts_detainers": "yes",
        "restricts_status_questions": "yes",
        "restricts_release_notice": "yes",
        "limits_detention_contracts": "yes",
    },
    "NJ": {"bars_287g": "yes", "restricts_detainers": "yes", "limits_detention_contracts": "yes"},
    "CT": {"bars_287g": "yes", "restricts_release_notice": "partly"},
    "ME": {"bars_287g": "yes", "limits_detention_contracts": "no"},
    "MD": {"restricts_detainers": "yes", "restricts_release_notice": "yes"},
    "CA": {"restricts_release_notice": "partly", "limits_detention_contracts": "yes"},
    "CO": {"bars_287g": "partly", "limits_detention_contracts": "yes"},
    "IN": {"requires_detainers": "yes"},
    "MS": {"requires_287g": "partly", "requires_detainers": "unknown"},
    "AL": {"requires_detainers": "no"},
    "KY": {"requires_287g": "no"},
    "MN": {"bars_287g": "partly"},
    "VT": {
        "restricts_detainers": "partly",
        "restricts_status_questions": "unknown",
        "restricts_release_notice": "unknown",
    },
    "TN": {"requires_287g": "yes"},
    "TX": {"requires_287g": "yes", "requires_detainers": "yes"},
    "NY": {"restricts_detainers": "yes"},
    "ID": {"bans_local_limits": "yes"},
}


@pytest.mark.parametrize("state", SAYS)
def test_a_state_s_answers_are_those_that_were_found(state):
    found = flags(instruments(LAWS)[state], POSTURE[state]["shown_as"])
    assert {flag: found[flag] for flag in SAYS[state]} == SAYS[state]


def test_how_many_states_bar_agreements_limit_contracts_and_require_agreements():
    yes = {
        flag: {answer.state for answer in FOUND if answer.question == flag and answer.word == "yes"}
        for flag in FLAGS
    }
    assert yes["bars_287g"] == {"CA", "CT", "DE", "IL", "ME", "MD", "NJ", "NM", "NY", "OR", "WA"}
    assert yes["limits_detention_contracts"] == {"CA", "CO", "DE", "IL", "MD", "NJ", "NM", "NY", "OR", "WA"}
    assert yes["requires_287g"] == {"AR", "FL", "GA", "TN", "TX"}
    assert [row["shown_as"] for row in POSTURE.values()].count("limits") == 13


def test_at_most_one_answer_in_twenty_is_unknown_and_none_in_the_largest_states():
    unknown = [answer for answer in FOUND if answer.known == "unknown"]
    assert len(FOUND) == 408 and len(unknown) <= 20
    assert not [answer for answer in unknown if answer.state in LARGEST]


@pytest.mark.parametrize(
    "answer",
    [answer for answer in FOUND if answer.word not in SAID],
    ids=lambda answer: f"{answer.state}-{answer.question}",
)
def test_no_rule_found_and_unknown_say_where_we_looked(answer):
    outcomes = {
        row["found"]
        for row in SEARCHES
        if row["state_abbr"] == answer.state and row["question"] in ("any", answer.question)
    }
    assert len(answer.looked_in.split()) >= 5, f"Add a row for {answer.state} to the table state_searches."
    assert answer.word == "no" or "unsettled" in outcomes, "what is unknown is said to be unsettled"


def test_an_open_question_is_not_answered_elsewhere():
    words = {(answer.state, answer.question): answer.word for answer in FOUND}
    for row in SEARCHES:
        state, questions = row["state_abbr"], FLAGS if row["question"] == "any" else [row["question"]]
        for question in questions if row["found"] == "unsettled" else ():
            assert words[state, question] == "unknown", (
                f"{state}: {question} is answered; take its row out of state_searches"
            )


def test_yes_and_in_part_name_their_instruments():
    assert all(answer.basis and not answer.looked_in for answer in FOUND if answer.word in SAID)
    assert {answer.known for answer in FOUND if answer.word in SAID} == {"primary", "second_hand"}


def test_a_row_may_be_printed_unless_it_is_a_lead_or_no_law():
    for row in LAWS:
        assert row["printable"] == may_be_shown(row), (
            f"{row['instrument_id']}: printable must be {str(may_be_shown(row)).lower()}"
        )


def test_posture_and_page_are_what_the_rule_makes(capsys):
    made = posture_table(LAWS, {state: row["note"] for state, row in POSTURE.items()})
    assert made == list(POSTURE.values())
    assert pages.main(["--check"]) == 0, capsys.readouterr().out


STARTLESS = re.compile(r"did not (?:find|see)[^.]* takes? effect")


def test_an_act_whose_start_was_not_found_is_not_said_to_be_in_force():
    texts = [(row["instrument_id"], row["status"], row["what_it_does"]) for row in LAWS]
    texts += [
        (row["id"], row["status"], f"{row['what']} {row['status_note']}") for row in rows("developments")
    ]
    startless = {name: status for name, status, text in texts if STARTLESS.search(text)}
    assert set(startless.values()) == {"enacted_start_not_found"} and {"KS-2", "dev-ks-hb2372"} <= set(
        startless
    )
    assert {name for name, status, _ in texts if status == "enacted_start_not_found"} == set(startless)


def test_an_act_that_nobody_reached_is_told_as_a_report():
    laws = keyed("state_laws", "instrument_id")
    assert laws["MD-3"]["what_it_does"].startswith("Reported to bar")
    assert "By one report, a sheriff" in laws["KS-2"]["what_it_does"]
    unread = laws["NJ-2"]
    assert not unread["effective"], "what is known is the day of the signing"
    assert {unread[flag] for flag in FLAGS if flag.startswith("restricts_")} == {"unknown"}


# What was looked for twice and not found, or known from a leaf that nobody could open: in no table and no
# lesson.
NOT_PRINTED = re.compile(
    r"\bRusso\b|\b(?:Fifteen|15) sheriffs\b|2A\.060|\bA6308\b|2021, c\. 199|54-192h\(b\)\(1\)\(E\)", re.I
)


def text_of(path: Path) -> str:
    """The text of a table, or the source of a lesson or exercise: what a cell prints comes from the
    tables."""
    text = path.read_text(encoding="utf-8")
    return (
        text
        if path.suffix == ".csv"
        else "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
    )


@pytest.mark.parametrize(
    "path",
    sorted(
        [*ROOT.glob("data/*/*.csv"), *ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("exercises/*/*/*.ipynb")]
    ),
    ids=lambda path: path.name,
)
def test_what_could_not_be_found_is_not_printed(path):
    found = NOT_PRINTED.search(text_of(path))
    assert not found, f"{path.name} says {found[0]!r}, which no source that we could open says."


def law(kind="statute", status="in_force", confidence="primary_text", **flag_answers):
    return {
        "instrument_id": "XX-1",
        "kind": kind,
        "status": status,
        "confidence": confidence,
        "as_of": "2026",
        **dict.fromkeys(FLAGS, "no"),
        **flag_answers,
    }


@pytest.mark.parametrize(
    "rows, expected",
    [
        ([law(bars_287g="yes")], "limits"),
        ([law(bans_local_limits="partly")], "mandates"),
        ([law(requires_287g="yes"), law(bans_local_limits="yes")], "mandates_287g"),
        ([law(kind="ag_directive", restricts_detainers="yes")], "mixed_or_executive"),
        ([law(bars_287g="partly")], "mixed_or_executive"),
        ([law(bars_287g="yes"), law(requires_detainers="yes")], "mixed_or_executive"),
        ([law(kind="none_found", status="none_found")], "no_statewide_rule"),
        ([law(status="enjoined", bans_local_limits="yes")], "unknown"),
        ([law(status=NOT_LAW[0], bars_287g="yes")], "unknown"),
    ],
)
def test_a_statute_decides_and_one_clause_is_enough(rows, expected):
    assert posture(rows) == expected


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of data/ that the package uses in place of its own."""
    folder = shutil.copytree(data_dir(), tmp_path / "data")
    monkeypatch.setattr(tables, "data_dir", lambda: folder)
    forget()
    yield folder
    forget()


def forget():
    """Tables are read from their files again."""
    tables._checked_table.cache_clear()
    tables._checked_rows.cache_clear()


def add(folder, **cells):
    with table_file("state_laws", folder=folder).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    like = next(row for row in rows if row["instrument_id"] == "MO-1")
    with table_file("state_laws", folder=folder).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(like), lineterminator="\n")
        writer.writeheader()
        writer.writerows([*rows, {**like, **dict.fromkeys(FLAGS, "no"), **cells}])


def test_a_row_added_by_hand_survives_and_shows_everywhere(copy, tmp_path):
    add(
        copy,
        instrument_id="PA-1",
        state_abbr="PA",
        instrument="An Invented Act",
        citation="1 Pa. C.S. 1",
        requires_detainers="yes",
        what_it_does="Tells jails to hold.",
    )
    seal("state_laws", folder=copy)
    assert pages.main(["--data", str(copy), "--docs", str(tmp_path / "docs")]) == 0
    sys.path.insert(0, str(ROOT / "scripts"))
    package = importlib.import_module("derive.package")
    package.save(
        {"opinion": load("opinion", folder=copy).astype(object).where(lambda t: t.notna(), "")}, copy
    )  # a run of the derivation
    forget()
    assert "PA-1" in set(load("state_laws", folder=copy)["instrument_id"])
    row = load("state_posture", folder=copy).set_index("state_abbr").loc["PA"]
    assert (
        row["shown_as"] == "mandates"
        and row["posture_basis"] == "PA-1"
        and row["confidence"] == "primary_text"
    )
    assert "An Invented Act" in fl.widgets.StateCompare("PA", "CA")._view.value
    jail = fl.widgets.DetainerDecision("PA")
    assert jail.decision("hold", "PA").verdict == "must"
    old = coverage(FOUND)["requires_detainers"]
    new = coverage(
        answers(*(rows(name, folder=copy) for name in ("state_laws", "state_posture", "state_searches")))
    )["requires_detainers"]
    assert new["primary"] == old["primary"] + 1 and new["none_found"] == old["none_found"] - 1
    assert f"| {FLAGS['requires_detainers']} | {new['primary']} |" in (
        tmp_path / "docs" / pages.PAGE
    ).read_text(encoding="utf-8")


def test_a_posture_that_does_not_follow_is_told(copy, capsys):
    add(copy, instrument_id="PA-1", state_abbr="PA", bars_287g="yes")
    seal("state_laws", folder=copy)
    assert (
        pages.main(["--data", str(copy), "--check"]) == 1
        and "fedlocal seal state_laws" in capsys.readouterr().out
    )


def test_no_script_makes_the_table_of_laws_anew():
    assert not {"state_laws", "state_posture", "state_searches"} & set(
        importlib.import_module("derive").TABLES
    )


def test_the_number_of_states_in_the_timeline_is_that_of_the_table():
    what = keyed("developments", "id")["dev-states-mandates"]["what"]
    count = sum(row["shown_as"] in ("mandates", "mandates_287g") for row in POSTURE.values())
    assert what.startswith(f"Statutes of {count} states require participation")


def test_suits_against_state_limits_and_rules_for_federal_officers_are_kept_apart():
    moving = developments.history(rows("developments"), rows("decider_words"), "05")
    suits, rules = (
        {row["id"] for row in developments.chosen(moving, topic=topic)}
        for topic in ("us_suits", "federal_officers")
    )
    assert {
        "dev-us-v-illinois",
        "dev-us-v-new-york",
        "dev-us-v-boston",
        "dev-us-v-rochester",
        "dev-us-v-los-angeles",
    } <= suits
    assert {"dev-california-masks", "dev-corecivic-nj"} <= rules and not suits & rules
    decided = [row for row in moving if row["id"] in suits and "court" in row["levels"]]
    assert all("dismissed" in row["what"] for row in decided), (
        "what the count in dev-us-v-maryland says of those found decided"
    )
    assert len(decided) == 5 and "We found five of the suits decided" in next(
        row["status_note"] for row in moving if row["id"] == "dev-us-v-maryland"
    )
