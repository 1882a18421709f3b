"""Studies, gaps and margins: counted rightly, kept apart by policy, fair in words; both camps get equal
room."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from markupsafe import escape

from fedlocal import figures
from fedlocal.agreements.counts import latest, stock
from fedlocal.evidence import by_model, studies
from fedlocal.evidence.figures import COOPERATION
from fedlocal.ground.prose import blocks
from fedlocal.ground.tables import load, rows
from fedlocal.lesson import texts
from fedlocal.pathway.arrest_places import arrest_places
from fedlocal.widgets import EvidenceExplorer

STUDIES = load("studies")
FINDINGS = rows("studies")
ROOT = Path(__file__).parents[2]


def test_each_study_has_its_source_design_and_limits_and_is_worded_fully():
    assert (STUDIES["limits"].str.split().str.len() >= 4).all() and STUDIES["what_was_read"].notna().all()
    assert STUDIES["finding"].str.endswith(".").all() and STUDIES["limits"].str.endswith(".").all()


def test_what_was_read_only_second_hand_says_so():
    sources = load("sources").set_index("id")["checked"]
    assert STUDIES["source_id"].map(sources).isin(["primary", "part", "secondary"]).all()
    abstract = STUDIES["what_was_read"].str.contains(
        r"abstract|summary|preface|opening|highlights", case=False
    )
    assert (
        STUDIES.loc[abstract & ~STUDIES["what_was_read"].str.contains("docket|report text"), "source_id"].map(
            sources
        )
        == "part"
    ).all(), "an abstract is not the study"
    second = STUDIES[STUDIES["source_id"].map(sources) == "secondary"]
    assert set(second["source_id"]) == {"study-baumer-xie-2023", "study-lapd-calls-2025"}
    explorer = EvidenceExplorer()
    assert all("second-hand" in explorer.chip(id_)["apart"] for id_ in second["study_id"])
    assert any("second-hand" not in explorer.chip(id_)["apart"] for id_ in STUDIES["study_id"])
    assert not STUDIES["who"].str.contains("Lyons|Ascherio").any(), "known by name only"


def test_of_baumer_and_xie_only_what_was_seen_is_printed():
    rows = STUDIES[STUDIES["source_id"] == "study-baumer-xie-2023"].set_index("study_id")
    assert rows[["size", "estimate", "low", "high", "unit"]].isna().all(axis=None), "no sizes were seen"
    assert (
        not rows[["finding", "limits", "period"]]
        .apply(lambda cells: cells.str.contains(r"354|2005|2014|percent"))
        .any(axis=None)
    )
    assert rows["direction"].to_dict() == {
        "baumer-xie-2023-check": "higher",
        "baumer-xie-2023-task-force": "higher",
        "baumer-xie-2023-jail": "none",
        "baumer-xie-2023-limits": "none",
    }


def test_rhodes_has_the_sign_of_its_abstract():
    rows = STUDIES[STUDIES["source_id"] == "study-rhodes-2015"].set_index("study_id")
    assert (
        rows.loc["rhodes-2015-care", "direction"] == "none"
        and rows.loc["rhodes-2015-care", "harder_for"] == "limits"
    )
    assert "No significant difference" in rows.loc["rhodes-2015-care", "finding"]
    assert (
        rows.loc["rhodes-2015-interviews", "direction"] == "counts"
        and "mistrust" in rows.loc["rhodes-2015-interviews", "finding"]
    )


def test_pinheiro_is_told_in_all_four_parts_and_as_a_thesis():
    rows = STUDIES[STUDIES["source_id"] == "study-pinheiro-2009"].set_index("study_id")
    ways = {
        "pinheiro-2009-jail": "lower",
        "pinheiro-2009-city": "higher",
        "pinheiro-2009-county": "mixed",
        "pinheiro-2009-state": "none",
    }
    assert rows["direction"].to_dict() == ways
    assert (
        "canceled" in rows.loc["pinheiro-2009-city", "finding"]
        and "unclear" in rows.loc["pinheiro-2009-county", "finding"]
    )
    explorer = EvidenceExplorer()
    for id_ in ways:
        assert "thesis" in explorer.chip(id_)["name"] and "thesis" in " ".join(
            text for _, text in explorer.finding(id_)["facts"]
        )
    assert not any("early comparison" in text for text in [*STUDIES["finding"], *load("findings")["finding"]])


def test_prince_william_has_no_size_and_its_warning():
    row = STUDIES.set_index("study_id").loc["guterbock-2010-crime"]
    assert (
        pd.isna(row["size"])
        and "30" not in row["finding"]
        and "reported differently" in row["limits"]
        and "caution" in row["limits"]
    )
    texts = load("findings").query("source_id == 'study-guterbock-2010'")
    assert (
        len(texts)
        and not texts["finding"].str.contains("30").any()
        and texts["limits"].str.contains("reported differently").all()
    )


def test_each_publisher_with_a_cause_has_a_note_and_limits_have_none():
    noted = set(load("disclosures")["source_id"])
    partial = STUDIES[~STUDIES["publisher_kind"].isin(["peer_reviewed", "academic"])]
    assert {
        "think_tank_restriction",
        "think_tank_freer",
        "policy_institute",
        "government",
        "news",
        "thesis",
        "court",
    } == set(partial["publisher_kind"])
    assert set(partial["source_id"]) <= noted, (
        f"Who stands behind {sorted(set(partial['source_id']) - noted)}? Tell it in the table disclosures."
    )
    for table in (STUDIES, load("findings")):
        assert (
            not table["limits"].str.contains(r"publisher|ACLU|favors (?:less|freer|limits)", case=False).any()
        ), "who stands behind it belongs in disclosures, in one place"


@pytest.mark.parametrize("row", load("disclosures").to_dict("records"), ids=lambda row: row["source_id"])
def test_a_disclosure_is_printed_wherever_the_source_has_a_finding(row):
    explorer, count = EvidenceExplorer(), 0
    for id_ in STUDIES.loc[STUDIES["source_id"] == row["source_id"], "study_id"]:
        assert any(row["note"] in text for _, text in explorer.finding(id_)["facts"]), id_
        count += 1
    for lesson in load("findings").query("source_id == @row['source_id']")["lesson"].unique():
        assert str(escape(row["note"])) in texts.findings(lesson)._repr_html_(), f"lesson {lesson}"
        count += 1
    assert count or row["source_id"] in set(load("arrest_methods")["source_id"]), (
        f"{row['source_id']} is shown nowhere"
    )


def test_a_number_from_another_source_names_it():
    rows = STUDIES.set_index("study_id")
    assert (
        rows.loc["wong-shklyan-2024", "source_ids"] == "study-wong-working-paper-2019"
        and "42.9" in rows.loc["wong-shklyan-2024", "size"]
    )
    for id_ in ("hausman-2020-crime", "hausman-2020-removals"):
        assert (
            rows.loc[id_, "source_ids"] == "study-hausman-stanford-2020"
            and "140" in rows.loc[id_, "place"]
            and "Stanford" in rows.loc[id_, "pinpoint"]
        )
    assert any(
        "Stanford" in text
        for name, text in EvidenceExplorer().finding("hausman-2020-crime")["facts"]
        if name == "Further source"
    )
    assert rows.loc["kubrin-bartos-2020", "design"] == "synthetic" and pd.isna(
        rows.loc["amuedo-arenas-2020", "estimate"]
    )
    assert rows.loc["pham-van-2022", "who"] == "Huyen Pham and Pham Hoang Van"
    printed = " ".join(texts.findings("04")._repr_html_().split())
    assert "Huyen Pham and Pham Hoang Van" in printed and "Pham and Pham)" not in printed


def test_hausmans_work_for_the_aclu_is_told_in_lessons_05_and_06():
    for lesson in ("05", "06"):
        assert "ACLU’s Immigrants’ Rights Project until July 2019" in texts.findings(lesson)._repr_html_()
    assert "ACLU’s Immigrants’ Rights Project until July 2019" in EvidenceExplorer().fallback()


def test_both_camps_findings_get_limits_of_like_length():
    words = STUDIES["limits"].str.split().str.len().groupby(STUDIES["harder_for"]).mean()
    assert abs(words["participation"] - words["limits"]) <= 0.15 * words.max(), words.to_dict()
    assert (STUDIES["limits"].str.split().str.len() >= 9).all(), (
        "a limit of a few words tells a reader little"
    )


def test_the_findings_of_lesson_06_get_limits_of_like_length():
    rows = load("findings").query("lesson == '06'")
    words = rows["limits"].str.split().str.len().groupby(rows["uncomfortable_for"]).mean()
    assert max(words["limits"], words["more-help"]) <= 1.2 * min(words["limits"], words["more-help"]), (
        words.to_dict()
    )


SIGNS = {  # outcome, policy -> the case that a clear direction presses on
    ("crime", "more"): {"lower": "limits", "higher": "participation"},
    ("crime", "less"): {"higher": "limits", "lower": "participation", "none": "participation"},
    ("reporting", "more"): {"lower": "participation", "higher": "limits", "none": "limits"},
    ("reporting", "less"): {"higher": "participation", "lower": "limits"},
    ("trust", "more"): {"lower": "participation", "higher": "limits"},
}


def test_whose_case_a_finding_presses_on_follows_its_direction():
    for row in STUDIES.itertuples():
        expected = SIGNS.get((row.outcome, row.policy_kind), {}).get(row.direction)
        assert expected in (None, row.harder_for), f"{row.study_id}: {row.direction} presses on {expected}"


def test_labels_of_policies_and_directions_take_no_side():
    for words in (
        studies.POLICIES.values(),
        [word for _, word in studies.DIRECTIONS.values()],
        studies.OUTCOMES.values(),
        STUDIES["policy"],
    ):
        assert not any(re.search(r"\bhelp|sanctuary|crackdown|safe|harm", word, re.I) for word in words)


def test_the_model_of_a_county_is_that_of_the_history_table():
    history = load("agreements_history").set_index("agency_id")["models"]
    counties = {
        "donato-rodriguez-2014": "tn-davidson-county-sheriffs-office",
        "tome-2021": "nc-mecklenburg-county-sheriffs-office",
        "us-v-johnson-2015": "nc-alamance-county-sheriffs-office",
    }
    models = STUDIES.set_index("study_id")["model"]
    assert {id_: models[id_] for id_ in counties} == {
        id_: history[agency] for id_, agency in counties.items()
    }
    assert (
        set(history[history.index.str.startswith("va-prince-william")]) == {"jem", "tfm"}
        and models["guterbock-2010-crime"] == "not_told"
    )
    assert STUDIES.loc[STUDIES["policy"].str.contains(r"287\(g\)"), "model"].notna().all()


def test_which_model_was_studied_is_counted_from_the_tables():
    _, listed = latest(stock(rows("agreements_monthly")))
    table = by_model.by_model(FINDINGS, listed)
    assert {model: row.agreements for model, row in table.items()} == listed
    assert abs(sum(row.share for row in table.values()) - 100) < 1e-9
    assert next(iter(table)) == "tfm" and round(table["tfm"].share) == 67
    assert len(table["tfm"].compared) < len(table["jem"].compared) and not table["wso"].compared
    sentence = figures.models_studied().takeaway
    assert (
        "67 percent" in sentence and "3 findings" in sentence and "none the warrant service model" in sentence
    )
    other = [{**row, "model": row["model"].replace("tfm", "not_told")} for row in FINDINGS]
    assert not by_model.by_model(other, listed)["tfm"].compared


def test_a_source_counts_once_in_whose_case_is_harder():
    study = [row for row in FINDINGS if row["source_id"] == "study-pinheiro-2009"]
    assert len(study) == 4 and by_model.leaning(study).endswith(
        "Of 1 source, 0 make only the case for participation harder, 0 only the case for limits, and 1 both"
        " cases or neither."
    )


def test_an_interval_stands_around_its_estimate():
    known = STUDIES[STUDIES["low"].notna()]
    assert len(known) >= 1
    assert ((known["low"] < known["estimate"]) & (known["estimate"] < known["high"])).all()


def test_a_size_as_a_number_stands_in_its_words():
    for row in STUDIES[STUDIES["estimate"].notna()].itertuples():
        number = f"{abs(row.estimate):g}"
        spelled = {"33": "third", "5": "five"}.get(number, number)
        assert spelled in row.size.lower(), f"{row.study_id}: {number} is not in “{row.size}”"


def test_the_grid_holds_each_study_once_and_keeps_more_and_less_apart():
    lines = studies.grid(FINDINGS)
    placed = [id_ for line in lines for ids in line.cells.values() for id_ in ids]
    assert sorted(placed) == sorted(STUDIES["study_id"]) and len(set(placed)) == len(placed)
    kinds = STUDIES.set_index("study_id")["policy_kind"]
    for line in lines:
        assert {kinds[id_] for ids in line.cells.values() for id_ in ids} == {line.policy_kind}


def test_filters_narrow_and_an_unknown_one_is_told():
    assert (
        len(studies.select(FINDINGS, outcome="crime", policy_kind="less"))
        < len(studies.select(FINDINGS, outcome="crime"))
        < len(FINDINGS)
    )
    with pytest.raises(LookupError, match="no design 'guess'"):
        studies.select(FINDINGS, design="guess")
    nothing = studies.select(FINDINGS, outcome="trust", design="court")
    assert "No finding in our table" in studies.sentence(nothing)


def test_a_rank_correlation_is_that_of_pandas_with_equal_values_too():
    first, second = [3, 1, 4, 1, 5, 9, 2, 6], [2.0, 7.0, 1.0, 8.0, 2.0, 8.0, 1.0, 8.0]
    expected = pd.DataFrame({"first": first, "second": second}).corr("spearman").loc["first", "second"]
    assert abs(studies.rank_correlation(first, second) - expected) < 1e-12


def test_what_the_lesson_says_of_the_grid_is_so():
    ways = by_model.against(FINDINGS, "crime")
    assert ways["less"]["higher"] == 0, (
        "the lesson says that no study in the grid found that limits raised crime"
    )
    crime = STUDIES.query("outcome == 'crime' and policy_kind == 'more'")
    reviewed = crime[crime["publisher_kind"] == "peer_reviewed"]
    assert (reviewed["direction"] != "lower").all(), "no peer-reviewed comparison found a clear fall"
    assert set(reviewed.loc[reviewed["direction"] == "higher", "source_id"]) == {
        "study-goncalves-2026",
        "study-baumer-xie-2023",
    }, "two found more victims"
    assert ways["less"]["none"] > sum(ways["less"].values()) / 2
    reported = crime[~crime["source_id"].isin(["study-baumer-xie-2023"])]  # victims alone
    flat = reported.loc[
        reported["finding"].str.contains(r"no (?:\w+ )?(?:effect|change|observable|measurable)", case=False),
        "source_id",
    ]
    assert reported["source_id"].nunique() == 7 and set(reported["source_id"]) - set(flat) == {
        "study-guterbock-2010"
    }
    assert set(flat) - {"study-pinheiro-2009"} == {
        "study-forrester-nowrasteh-2018",
        "study-goncalves-2026",
        "study-hines-peri-2019",
        "study-miles-cox-2014",
        "study-treyger-2014",
    }, "the lesson says five of seven"
    assert (
        "assaults on police officers rose"
        in STUDIES.set_index("study_id").loc["forrester-nowrasteh-2018", "finding"]
    )
    thesis = STUDIES[STUDIES["source_id"] == "study-pinheiro-2009"].set_index("study_id")["direction"]
    assert thesis[["pinheiro-2009-jail", "pinheiro-2009-city", "pinheiro-2009-county"]].tolist() == [
        "lower",
        "higher",
        "mixed",
    ]
    assert (ways["less"]["lower"], ways["less"]["mixed"]) == (
        2,
        1,
    ), "two found less, and one found fewer robberies"
    mixed = STUDIES.query("outcome == 'crime' and policy_kind == 'less' and direction == 'mixed'")
    assert "fewer robberies" in mixed["finding"].item()


def test_what_nobody_did_is_told_with_the_day_up_to_which_it_was_known():
    for text in load("findings")["finding"]:
        assert "sued" not in text or re.search(r"by (late |early )?\d{4} no one had sued", text), text
    _, listed = latest(stock(rows("agreements_monthly")))
    assert max(listed, key=listed.__getitem__) == "tfm"
    assert len(by_model.by_model(FINDINGS, listed)["tfm"].compared) <= 3, (
        "few studies looked at task forces, the most common kind"
    )


def test_only_what_rests_on_a_comparison_has_a_direction():
    pointed = STUDIES[STUDIES["direction"] != "counts"]
    described = {
        "vaughan-2021",
        "light-2020",
        "kennedy-2022",
        "ousey-kubrin-2018",
    }  # groups or places compared, no policy
    assert set(pointed[~pointed["design"].isin([*studies.COMPARING, "court"])]["study_id"]) == described
    assert (STUDIES[STUDIES["study_id"].isin(described)]["policy_kind"] == "neither").all()


def test_no_finding_turns_not_found_into_not_there():
    flat = STUDIES.query("direction == 'none' and design != 'court'")["finding"]
    assert not flat.str.contains(
        r"\b(?:did not (?:fall|rise|change|differ)|had no effect|^no effect on)\b", regex=True
    ).any()
    texts = load("findings").query("lesson == '06'")["finding"]
    assert not texts.str.contains(r"crime did not (?:fall|rise)").any()


def test_the_sources_say_what_was_read_only_in_part():
    from fedlocal.lesson.card import sources_of

    text = sources_of("06")._repr_html_()
    for name in ("Alsan and Yang (2022)", "OIG-10-63 (2010)", "United States v. Johnson (M.D.N.C. 2015)"):
        after = text.split(f">{name}</a>")[1]
        assert "read in part" in after[: after.index("</li>")], name


@pytest.mark.parametrize(
    "share, other, clear",
    [
        ((45.6, 4.45), (41.6, 2.36), False),
        ((54.8, 5.15), (34.4, 4.83), True),
        ((50, 1), (50, 1), False),
        ((40, 1), (50, 1), True),
    ],
)
def test_a_gap_is_clear_when_its_interval_leaves_out_zero(share, other, clear):
    found = studies.gap(*share, *other)
    assert found.clear is clear and found.low < found.value < found.high
    assert abs(found.standard_error**2 - share[1] ** 2 - other[1] ** 2) < 1e-9


def test_a_half_sample_has_a_larger_margin_and_nonsense_is_refused():
    assert studies.margin_of_part(3.4, 0.5) > 3.4 == studies.margin_of_part(3.4, 1)
    with pytest.raises(ValueError, match="between 0 and 1"):
        studies.margin_of_part(3.4, 0)


def test_the_twelve_points_are_more_than_chance_allows():
    poll = load("opinion").query("response == 'favor'").set_index("question_id")
    margin = studies.margin_of_part(poll.loc["marquette-plain", "margin_of_error"], 0.5)
    gap = poll.loc["marquette-plain", "percent"] - poll.loc["marquette-detailed", "percent"]
    assert gap == 12 > studies.margin_of_difference(margin, margin)
    assert (poll.loc[["marquette-plain", "marquette-detailed"], "wording_status"] == "exact").all()


def test_pew_stands_in_the_polls_as_a_paraphrase_and_no_margin_is_made_up():
    rows = load("opinion").query("question_id == 'pew-local-police-2025'").set_index("response")
    assert rows.loc["approve", "percent"] == 50 and rows.loc["disapprove", "percent"] == 49
    assert (rows["wording_status"] == "paraphrase").all() and (rows["sample_size"] == 5044).all()
    assert set(rows["field_start"]) == {"2025-06-02"} and set(rows["field_end"]) == {"2025-06-08"}
    picture = figures.local_cooperation()
    assert (
        "50 to 49" in picture.takeaway
        and "49 to 50" in picture.takeaway
        and "67 in favor" in picture.takeaway
        and "paraphrase" in picture.source
    )
    assert load("opinion").set_index("question_id").loc[list(COOPERATION), "margin_of_error"].isna().all()


def test_where_arrests_happen_adds_up_and_says_what_it_is_not():
    parts = arrest_places()
    for publisher in {part.publisher for part in parts}:
        assert sum(part.percent for part in parts if part.publisher == publisher) == 100
    printed = load("arrest_methods").set_index("arrest_id")["percent"]
    assert (
        printed["ppi-2025-local-jails"] == 48
        and printed["trac-2018-custody"] + printed["trac-2018-community"] == 100
    )
    picture = figures.where_arrests_happen()
    assert (
        "48 percent" in picture.takeaway
        and "works against such cooperation" in picture.takeaway
        and "not 287(g) arrests" in picture.takeaway
    )
    assert "jail" in load("disclosures").set_index("source_id").loc["study-ppi-2025", "note"]
    for name in ("04_the_287g_program", "06_what_the_evidence_says"):
        assert "fl.figures.where_arrests_happen()" in (ROOT / "notebooks" / f"{name}.ipynb").read_text(
            encoding="utf-8"
        )


def test_published_intervals_of_the_states_agree_with_their_standard_errors():
    states = load("reporting_rates").query("survey == 'states'")
    for row in states.itertuples():
        low, high = studies.interval(row.percent, row.standard_error)
        assert abs(low - row.low) < 0.3 and abs(high - row.high) < 0.3, row.area


def test_the_figures_say_what_the_tables_give():
    assert (
        "−5.9 to 13.9" in figures.reporting().takeaway and "Zero lies inside" in figures.reporting().takeaway
    )
    assert "21 of 22" in figures.reporting_by_state().takeaway
    assert (
        "0.73" in figures.states_and_agreements().takeaway
        and "0.38" in figures.states_and_agreements().takeaway
    )
    assert figures.rollout().takeaway.startswith("By the end of 2010 the program ran in 882 of 3,102")


def lists_of(heading: str) -> dict[str, list[str]]:
    """The bold lead and the items of each list under a heading of lesson 06."""
    cells = json.loads((ROOT / "notebooks" / "06_what_the_evidence_says.ipynb").read_text(encoding="utf-8"))[
        "cells"
    ]
    text = next(
        "".join(cell["source"]) for cell in cells if "".join(cell["source"]).startswith(f"## {heading}")
    )
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
    assert len(recent) and (recent["direction"] == "counts").all(), (
        "a study of the recent expansion would make the lesson's sentence untrue"
    )


def test_nothing_asks_or_ranks_policies():
    text = " ".join(" ".join(items) for items in lists_of("What cannot be concluded").values())
    assert not re.search(r"\b(should|must|better policy|recommend)\b", text)
