"""Weighing: nothing wins unweighed, the scale stays, luck is shared, a flip is where it is said to be,
downloads are inert."""

import csv
import io
import itertools

import numpy as np
import pytest
from bs4 import BeautifulSoup

import fedlocal as fl
from fedlocal.ground.sources import cite
from fedlocal.ground.tables import load, rows
from fedlocal.lesson.answers import find
from fedlocal.tradeoffs import report
from fedlocal.tradeoffs import weighing as domain

OPTIONS, CRITERIA, SCORES = (
    load(name) for name in ("tradeoff_options", "tradeoff_criteria", "tradeoff_scores")
)
ROWS = rows("tradeoff_scores")
MATRIX = domain.build(rows("tradeoff_options"), rows("tradeoff_criteria"), ROWS)
ALIKE = domain.alike(MATRIX)
CELL = {(row["option_id"], row["criterion_id"]): (row["low"], row["high"]) for row in ROWS}
EXAMPLES = {row["example_id"]: domain.given(row["weights"], MATRIX) for row in rows("tradeoff_examples")}


def row_id(row):
    return f"{row['option_id']}-{row['criterion_id']}"


def single(name, sign=1):
    """All weight on one aim."""
    return [sign * 100 if aim == name else 0 for aim in MATRIX.criteria]


# ---- no option wins by design ----


def test_nothing_is_ranked_before_it_is_weighed():
    widget = fl.widgets.TradeoffStudio()
    assert (
        set(widget.state.weights.values()) == {0}
        and widget._results.value == ""
        and "nothing is ranked" in widget._forms["weights"].said
    )


def test_no_option_is_better_than_another_everywhere():
    middle = domain.worth(MATRIX, (MATRIX.low + MATRIX.high) / 2)
    for option, other in itertools.permutations(range(len(MATRIX.options)), 2):
        assert not (middle[option] >= middle[other]).all(), (MATRIX.options[option], MATRIX.options[other])


def test_each_option_is_first_or_tied_on_some_aim():
    ways = [
        (name, sign)
        for name, better in zip(MATRIX.criteria, MATRIX.better, strict=True)
        for sign in ((1, -1) if better == 0 else (1,))
    ]
    assert {option for way in ways for option in domain.leaders(MATRIX, single(*way))} == set(MATRIX.options)


def test_other_handovers_are_asked_for_in_opposite_directions_by_one_aim():
    assert [name for name, better in zip(MATRIX.criteria, MATRIX.better, strict=True) if better == 0] == [
        "other"
    ]
    assert domain.leaders(MATRIX, single("other")) == ["tfm"] and domain.leaders(
        MATRIX, single("other", -1)
    ) == ["limits"]
    assert domain.middles(MATRIX, single("other")) + domain.middles(
        MATRIX, single("other", -1)
    ) == pytest.approx(1)
    assert ALIKE[MATRIX.criteria.index("other")] == 0, "alike gives no direction"
    with pytest.raises(ValueError, match="from 0 to 100"):
        domain.middles(MATRIX, single("crime", -1))


def test_serious_crimes_are_an_aim_of_their_own_on_which_limits_with_exceptions_are_not_behind_no_agreement():
    assert CELL["limits", "serious"] == CELL["none", "serious"], "the study found such removals unchanged"
    assert "exceptions for listed serious crimes" in OPTIONS.set_index("option_id").loc["limits", "means"]


def test_no_aim_is_labelled_by_a_camp():
    text = " ".join([*CRITERIA["criterion"], *CRITERIA["unit"], *CRITERIA["parting"]]).lower()
    assert not any(
        word in text
        for word in ("put first by", "taking part ask", "ask for limits", "looks", "critics", "supporters")
    )


def test_where_nothing_was_read_that_separates_two_options_they_have_the_same_range():
    same = {
        ("wso", "notice"): ("crime", "reporting", "place"),
        ("wso", "jem"): ("serious", "place"),
        ("notice", "none"): ("mistakes", "money"),
        ("wso", "none"): ("mistakes", "legal"),
        ("limits", "none"): ("serious",),
        ("limits", "notice"): ("legal",),
    }
    for (option, other), names in same.items():
        assert all(CELL[option, name] == CELL[other, name] for name in names), (option, other)


def test_examples_of_opposite_sides_hold_the_same_weights_on_other_aims():
    for example, other in (("rule", "trust"), ("reach", "work")):
        assert sorted(map(abs, EXAMPLES[example])) == sorted(map(abs, EXAMPLES[other]))
        assert EXAMPLES[example][3] == -EXAMPLES[other][3] != 0
    assert EXAMPLES["alike"] == ALIKE
    leads = [set(domain.leaders(MATRIX, weights)) for weights in EXAMPLES.values()]
    assert not set.intersection(*leads), "no option leads for everybody"


def test_the_first_screen_says_whose_guesses_the_ranges_are():
    text = words(fl.widgets.TradeoffStudio().fallback())
    assert "Most are the course’s own guesses" in text and "Nothing is weighed until you weigh it" in text
    assert (
        sum(
            "our guess" in row["note"].lower()
            or "same guess" in row["note"]
            or "sums are ours" in row["note"]
            for row in ROWS
        )
        >= 30
    )


def test_the_predicted_share_is_the_largest_one_with_all_aims_alike():
    shares = domain.firsts(domain.totals(MATRIX, ALIKE))
    assert find("07-predict-1").parts[0].right == round(100 * float(shares.max()))


# ---- the scale stays, and luck is shared ----


def test_widening_one_range_moves_no_option_that_nobody_touched():
    """A range of one option, widened far beyond the others, once carried the jail model from first to
    fourth."""
    weights = [
        100 if name == "crime" else 50 if better else 0
        for name, better in zip(MATRIX.criteria, MATRIX.better, strict=True)
    ]
    wide = domain.changed(MATRIX, "tfm", "crime", -20, 20)
    others = [at for at, name in enumerate(MATRIX.options) if name != "tfm"]
    assert (domain.middles(wide, weights)[others] == domain.middles(MATRIX, weights)[others]).all()
    for common in (True, False):
        assert (
            domain.totals(wide, weights, common=common)[:, others]
            == domain.totals(MATRIX, weights, common=common)[:, others]
        ).all()
    anew = domain.rescaled(wide)
    assert (domain.middles(anew, weights)[others] != domain.middles(MATRIX, weights)[others]).any(), (
        "set anew, the step is another one"
    )
    assert domain.outside(wide) == [("tfm", "crime")] and domain.outside(anew) == domain.outside(MATRIX) == []


def test_a_range_beyond_the_scale_counts_in_full():
    worst, best = (end[0] for end in MATRIX.ends)
    gone = domain.changed(MATRIX, "tfm", "crime", best - (worst - best), best - (worst - best))
    assert domain.middles(gone, single("crime"))[MATRIX.options.index("tfm")] == pytest.approx(2)


def test_luck_is_shared_by_default_and_can_be_drawn_for_each_option_alone():
    flat = domain.Matrix(
        ("a", "b"), ("x",), np.array([[0.0], [0.0]]), np.array([[1.0], [1.0]]), np.array([1])
    )
    shared, alone = domain.totals(flat, [1]), domain.totals(flat, [1], common=False)
    assert (shared[:, 0] == shared[:, 1]).all() and (alone[:, 0] != alone[:, 1]).all()
    assert (domain.totals(flat, [1], common=True) == shared).all()
    assert domain.firsts(shared).tolist() == [0.5, 0.5] and domain.places(shared) == [
        (1, 1),
        (1, 1),
    ], "equal totals share a place"


def test_an_aim_on_which_all_have_the_same_range_changes_no_order_when_luck_is_shared():
    wide = domain.widened(MATRIX, "own", 0, 10)
    before, after = domain.totals(MATRIX, ALIKE), domain.totals(wide, [*ALIKE, 80])
    assert (before.argmax(axis=1) == after.argmax(axis=1)).all()


# ---- the ranges say what they lean on ----


@pytest.mark.parametrize("row", ROWS, ids=row_id)
def test_a_range_is_a_range_and_says_what_it_leans_on(row):
    assert row["low"] <= row["high"] and 4 <= len(row["note"].split()) <= 45
    if row["basis"] in ("study", "beside", "document"):
        pairs = list(zip(row["source_ids"].split(";"), row["pinpoints"].split(";"), strict=True))
        assert pairs and all(
            cite(*pair).checked != "unchecked" and pinpoint for pair in pairs for pinpoint in pair[1:]
        )
        kinds = set(load("sources").set_index("id").loc[[id_ for id_, _ in pairs], "type"])
        assert row["basis"] == "document" or "study" in kinds, "a range that leans on a study names one"
    else:
        assert not row["source_ids"]


def test_the_table_has_every_option_on_every_aim_and_both_kinds_of_basis():
    assert {(row["option_id"], row["criterion_id"]) for row in ROWS} == {
        (o, c) for o in MATRIX.options for c in MATRIX.criteria
    }
    count = SCORES["basis"].value_counts()
    assert count["study"] >= 7 and count["assumption"] >= 5 and count["reference"] == 2


def test_ranges_of_limits_are_those_of_no_agreement_changed_as_the_study_found():
    low, high = CELL["none", "other"]
    assert CELL["limits", "other"] == (
        round(low / 2),
        round(high * 2 / 3),
    ), "half for people without a conviction, a third in all"


def test_crime_with_jail_agreements_and_task_forces_rests_on_the_peer_reviewed_study_first():
    crime = {row["option_id"]: row for row in ROWS if row["criterion_id"] == "crime"}
    for option in ("jem", "tfm"):
        assert (
            crime[option]["source_ids"].split(";")[0] == "study-baumer-xie-2023"
            and "as reported" in crime[option]["note"]
        )
    assert CELL["jem", "crime"] == CELL["limits", "crime"] == (-3, 3), "no change was seen with either"
    assert CELL["tfm", "crime"][1] > CELL["jem", "crime"][1], "a rise in one group was seen, its size was not"
    assert "whole counties were unclear" in crime["jem"]["note"]


def test_a_study_by_a_former_advocate_is_named_as_one_wherever_a_range_leans_on_it():
    leaning = [row for row in ROWS if "study-hausman-2020" in row["source_ids"]]
    assert {row["criterion_id"] for row in leaning} >= {"crime", "serious", "other"}
    assert all("ACLU" in row["note"] for row in leaning), "each note is read by itself"


def test_reporting_rests_on_a_number_only_where_a_study_gave_one():
    rows = {row["option_id"]: row for row in ROWS if row["criterion_id"] == "reporting"}
    assert rows["jem"]["basis"] == "beside" and all(
        "numbers are our guess" in rows[option]["note"] for option in ("jem", "limits")
    )
    assert "which runs under every option" in rows["tfm"]["note"], (
        "a borrowed program does not tell the options apart"
    )


def test_jail_agreements_are_not_said_to_be_cleared_of_more_violence():
    note = next(row["note"] for row in ROWS if (row["option_id"], row["criterion_id"]) == ("jem", "crime"))
    assert (
        "does not count jail agreements among the programs that raised it" in note and "neither" not in note
    )


def test_where_studies_found_no_effect_the_range_holds_zero():
    crime = SCORES[SCORES["criterion_id"] == "crime"]
    assert (crime["low"] <= 0).all() and (crime["high"] >= 0).all()


def test_options_and_aims_are_told_in_few_words_with_sources():
    assert all(cite(id_).checked != "unchecked" for cell in OPTIONS["source_ids"] for id_ in cell.split(";"))
    lengths = OPTIONS["means"].str.split().str.len()
    assert lengths.max() <= 1.6 * lengths.min()


# ---- the arithmetic ----

SMALL = domain.Matrix(
    ("a", "b"), ("x", "y"), np.array([[0.0, 10], [10, 0]]), np.array([[0.0, 10], [10, 0]]), np.array([1, 1])
)


def test_a_total_is_the_weighted_sum_of_what_a_score_is_worth():
    assert domain.middles(SMALL, [75, 25]).tolist() == [0.25, 0.75]
    assert domain.totals(SMALL, [3, 1], draws=2).tolist() == [[0.25, 0.75]] * 2


def test_less_is_better_where_the_table_says_so():
    turned = domain.Matrix(SMALL.options, SMALL.criteria, SMALL.low, SMALL.high, np.array([-1, 1]))
    assert domain.middles(turned, [1, 1]).tolist() == [1.0, 0.0]


def test_only_proportions_of_weights_count():
    assert np.allclose(
        domain.totals(MATRIX, [80, 40, 40, 20, 20, 0, 6, 2]),
        domain.totals(MATRIX, [40, 20, 20, 10, 10, 0, 3, 1]),
    )


def test_an_aim_without_any_difference_decides_nothing():
    wide = domain.widened(MATRIX, "own", 5, 5)
    assert np.allclose(domain.middles(wide, [*ALIKE, 0]), domain.middles(MATRIX, ALIKE))
    lead = domain.middles(MATRIX, ALIKE).argmax()
    assert domain.middles(wide, [*ALIKE, 100]).argmax() == lead


def test_the_same_seed_draws_the_same_and_another_one_differs():
    assert (domain.totals(MATRIX, ALIKE) == domain.totals(MATRIX, ALIKE)).all()
    assert (domain.totals(MATRIX, ALIKE, seed=1) != domain.totals(MATRIX, ALIKE, seed=2)).any()


def test_draws_stay_inside_the_ranges_and_shares_add_up():
    drawn = domain.totals(MATRIX, ALIKE)
    assert drawn.shape == (domain.DRAWS, 6) and drawn.min() >= 0 and drawn.max() <= 1
    assert domain.firsts(drawn).sum() == pytest.approx(1)
    spread = domain.spread(drawn)
    assert (np.diff(spread, axis=1) >= 0).all()


@pytest.mark.parametrize("weights", [[0] * 8, [1, 2], [-1] + [1] * 7, [float("nan")] + [1] * 7])
def test_weights_that_cannot_be_are_refused_with_a_reason(weights):
    with pytest.raises(ValueError, match="weight"):
        domain.totals(MATRIX, weights)


@pytest.mark.parametrize("low, high", [(5, 4), (float("nan"), 1), (0, float("inf"))])
def test_a_range_that_is_none_is_refused(low, high):
    with pytest.raises(ValueError, match="lower end"):
        domain.changed(MATRIX, "none", "crime", low, high)


def test_a_flip_is_exactly_where_an_option_takes_the_first_place():
    rng, seen = np.random.default_rng(11), 0
    for _ in range(90):
        weights = np.where(MATRIX.better == 0, rng.integers(-100, 101, 8), rng.integers(0, 101, 8)).astype(
            float
        )
        now = domain.leaders(MATRIX, weights)
        for flip in domain.flips(MATRIX, weights):
            k, at = MATRIX.criteria.index(flip.criterion), MATRIX.options.index(flip.option)
            assert flip.option not in now and flip.now == weights[k] != flip.at
            there, short = weights.copy(), weights.copy()
            there[k] = flip.at
            short[k] = flip.at - 1e-3 * np.sign(flip.at - weights[k])
            if there.any():
                assert domain.middles(MATRIX, there)[at] == pytest.approx(
                    domain.middles(MATRIX, there).max(), abs=1e-9
                )
            assert domain.middles(MATRIX, short)[at] < domain.middles(MATRIX, short).max(), (
                "a smaller change does not do"
            )
            seen += 1
    assert seen > 100


def test_an_option_without_a_flip_is_brought_first_by_no_single_weight():
    found, now = (
        {(flip.option, flip.criterion) for flip in domain.flips(MATRIX, ALIKE)},
        domain.leaders(MATRIX, ALIKE),
    )
    for k, criterion in enumerate(MATRIX.criteria):
        least = -100 if MATRIX.better[k] == 0 else 0
        firsts = {
            MATRIX.options[
                domain.middles(MATRIX, [w if i == k else weight for i, weight in enumerate(ALIKE)]).argmax()
            ]
            for w in range(least, 101)
        }
        assert firsts - set(now) == {option for option, name in found if name == criterion}


def test_options_at_a_hairs_breadth_are_tied_and_others_are_not():
    middle = domain.middles(MATRIX, ALIKE)
    lead = domain.leaders(MATRIX, ALIKE)
    assert all(
        (name in lead) == (middle.max() - total <= domain.MARGIN + 1e-12)
        for name, total in zip(MATRIX.options, middle, strict=True)
    )


# ---- the widget ----


@pytest.fixture
def studio(monkeypatch):
    widget, sent = fl.widgets.TradeoffStudio(turn=0), []
    for form in widget._forms.values():
        monkeypatch.setattr(form, "send", sent.append)

    def tell(part="weights", **message):
        widget._heard(widget._forms[part], message, [])
        return sent[-1] if sent else None

    return widget, tell


def words(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def test_the_circle_of_options_turns_and_what_is_stored_does_not(studio):
    widget, tell = studio
    before = widget._table.order(widget.state)
    tell(again=True)
    assert widget._table.order(widget.state) == before[1:] + before[:1]
    starts = {
        (lambda fresh: fresh._table.order(fresh.state)[0])(fl.widgets.TradeoffStudio()) for _ in range(40)
    }
    assert len(starts) >= 3, "the circle begins anywhere"
    assert fl.widgets.TradeoffStudio().fallback() == widget.fallback(), "what is stored stays the same"


def test_a_weight_changes_the_results_and_nothing_else(studio):
    widget, tell = studio
    tell(begin="alike")
    before, scores = widget._results.value, widget.state.matrix
    tell(weights={"other": -100})
    assert widget._results.value != before and widget.state.matrix is scores
    tell(weights={"crime": 5000, "legal": -3, "other": -900})
    assert [widget.state.weights[name] for name in ("crime", "legal", "other")] == [
        100,
        0,
        -100,
    ], "kept within 0 to 100, or from -100"


def test_an_example_gives_its_weights_and_keeps_the_ranges(studio):
    widget, tell = studio
    tell("ranges", range={"option": "limits", "aim": "crime", "low": -2, "high": 1})
    tell("ranges", own="Calm")
    for name, weights in EXAMPLES.items():
        tell(begin=name)
        assert list(widget.state.weights.values()) == [*weights, 0] and widget.state.matrix.low[5, 0] == -2
        assert widget._forms["weights"].fields["begin"] == name, "the list shows what was chosen"
    tell(begin="")
    assert not any(widget.state.weights.values()) and widget.state.matrix.low[5, 0] == -2


def test_separate_luck_is_a_switch_that_says_so(studio):
    widget, tell = studio
    tell(begin="alike")
    shared = [row["first"] for row in widget.view()["rows"]]
    assert "luck is the same for all options" in widget._results.value
    tell(separate=True)
    assert [
        row["first"] for row in widget.view()["rows"]
    ] != shared and "each option has its own luck" in widget._results.value
    middles = [row["middle"] for row in widget.view()["rows"]]
    tell(separate=False)
    assert [row["first"] for row in widget.view()["rows"]] == shared and [
        row["middle"] for row in widget.view()["rows"]
    ] == middles


def test_a_value_beyond_the_scale_is_said_and_the_steps_are_set_anew_on_purpose_only(studio):
    widget, tell = studio
    tell(begin="alike")
    before = {row["id"]: row["middle"] for row in widget.view()["rows"]}
    assert widget._forms["ranges"].beyond == {"said": "", "open": False}
    tell("ranges", range={"option": "tfm", "aim": "crime", "low": -20, "high": 20})
    beyond = widget._forms["ranges"].beyond
    assert beyond["open"] and beyond["said"].startswith(
        "Task force, Crime: the range leaves the scale of this aim (−4 to 6)."
    )
    assert beyond["said"] in report.markdown(widget.view()) and beyond["said"] in words(widget._results.value)
    assert {row["id"]: row["middle"] for row in widget.view()["rows"] if row["id"] != "tfm"} == {
        name: total for name, total in before.items() if name != "tfm"
    }
    assert widget._forms["weights"].swings["crime"].startswith("From 6 to −4")
    tell("ranges", anew=True)
    assert widget._forms["weights"].swings["crime"].startswith("From 20 to −20")
    assert (
        not widget._forms["ranges"].beyond["open"]
        and "look at the weights again" in widget._forms["ranges"].beyond["said"]
    )
    tell(weights={"crime": 70})
    assert widget._forms["ranges"].beyond["said"] == ""


def test_without_any_weight_there_is_no_ranking(studio):
    widget, tell = studio
    tell(begin="alike")
    assert widget._results.value
    tell(weights=dict.fromkeys(widget.state.weights, 0))
    assert (
        widget._results.value == widget._files.value == "" and "at least one" in widget._forms["weights"].said
    )


def test_no_list_names_one_option_first_over_and_over(studio):
    widget, tell = studio
    for name in EXAMPLES:
        tell(begin=name)
        table = BeautifulSoup(widget._results.value, "html.parser").find_all("table")[1]
        named = [row.th.get_text() for row in table.tbody.find_all("tr")]
        assert sorted(named) == sorted(OPTIONS["option"]), "each option has one row"
        lead = domain.leaders(MATRIX, EXAMPLES[name])
        assert sum("tied now" in row.get_text() for row in table.tbody.find_all("tr")) == (
            len(lead) if len(lead) > 1 else 0
        )
        sentence = widget._forms["weights"].said
        assert all(
            f"“{OPTIONS.set_index('option_id').loc[option, 'option']}”" in sentence for option in lead
        ) and ("tied" in sentence) == (len(lead) > 1)


def test_a_changed_range_becomes_the_learners_assumption_and_a_wrong_one_changes_nothing(studio):
    widget, tell = studio
    reply = tell("ranges", range={"option": "limits", "aim": "crime", "low": 9, "high": 1})
    assert "lower end" in reply["wrong"] and widget.state.matrix.high[5, 0] == 3
    reply = tell("ranges", range={"option": "limits", "aim": "crime", "low": -9, "high": 1})
    assert reply["leans"] == "Your assumption" and widget.state.matrix.low[5, 0] == -9
    score = next(
        entry for entry in widget._table.criteria(widget.state)[0]["scores"] if entry["id"] == "limits"
    )
    assert score["leans"] == "Your assumption" and not score["sources"]
    tell(restart=True)
    assert widget.state.matrix.low[5, 0] == -3 and not widget.state.changed


def test_an_aim_of_ones_own_starts_with_no_weight_and_is_escaped(studio):
    widget, tell = studio
    tell(begin="alike")
    rows = widget.view()["rows"]
    tell("ranges", own="<b>calm</b> | x")
    assert widget.state.weights["own"] == 0 and widget.view()["rows"] == rows, "with weight 0 nothing moves"
    tell(weights={**widget.state.weights, "own": 100})
    page = report.page(widget.view(), "<script>alert(1)</script>")
    assert "<b>calm" not in page and "<script" not in page and "&lt;b&gt;calm" in page
    assert "<b>" not in widget._results.value


def test_downloads_hold_the_weighing_and_run_nothing(studio):
    widget, tell = studio
    tell(begin="alike")
    tell("ranges", own="=1+1")
    tell("ranges", note="=HYPERLINK()\n<b>[x](javascript:1)</b> ![i](http://a)")
    view = widget.view()
    text = report.markdown(view, widget.state.note)
    assert (
        "recommends nothing" in text
        and "\\[x\\](javascript:1)" in text
        and "\\!\\[i" in text
        and "<" not in text.replace("&lt;", "")
    )
    cells = list(csv.reader(io.StringIO(report.table(view))))
    assert len(cells) == 1 + 9 * 6 and not any(cell[:1] in "=+@" and cell for row in cells for cell in row)
    page = BeautifulSoup(report.page(view, widget.state.note), "html.parser")
    assert (
        page.html["lang"] == "en"
        and not page.find(["script", "link", "img"])
        and "javascript:1" in page.get_text()
    )
    links = BeautifulSoup(widget._files.value, "html.parser").find_all("a")
    assert [link["download"] for link in links] == ["weighing.md", "weighing.html", "weighing.csv"]
    assert all(link["href"].startswith("data:") for link in links)


def test_the_sentence_names_the_middles_and_the_two_most_frequent_and_recommends_none(studio):
    widget, tell = studio
    tell(begin="alike")
    sentence = widget._forms["weights"].said
    assert (
        sentence.startswith("At the middle of the ranges")
        and "In 100 draws" in sentence
        and ", then " in sentence
    )
    text = words(widget.fallback())
    assert "recommend" not in text and "best option" not in text and "you should" not in text.lower()


def test_the_stored_page_shows_what_each_example_gives(studio):
    widget, _ = studio
    table = (
        BeautifulSoup(widget.fallback(), "html.parser")
        .find("caption", string=lambda text: "five people’s weights" in text)
        .parent
    )
    for row, name in zip(table.tbody.find_all("tr"), MATRIX.options, strict=True):
        at = MATRIX.options.index(name)
        for cell, weights in zip(row.find_all("td"), EXAMPLES.values(), strict=True):
            first = domain.firsts(domain.totals(MATRIX, weights))[at]
            assert cell.get_text() == f"{100 * domain.middles(MATRIX, weights)[at]:.1f} ({100 * first:.0f})"
            assert bool(cell.strong) == (name in domain.leaders(MATRIX, weights))


def test_the_fallback_shows_each_range_with_what_it_leans_on():
    text = " ".join(BeautifulSoup(fl.widgets.TradeoffStudio().fallback(), "html.parser").get_text().split())
    for row in ROWS:
        assert row["note"] in text
    for aim in CRITERIA.itertuples():
        assert aim.criterion in text and aim.unit in text
