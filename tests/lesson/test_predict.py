"""A prediction is kept, not judged; its chart waits for it and draws it."""

import json
import re

import pytest
from bs4 import BeautifulSoup

import fedlocal as fl
from fedlocal import figures
from fedlocal.drawing.guess_marks import RULER, ruler
from fedlocal.ground import guesses, progress
from fedlocal.ground.tables import rows
from fedlocal.lesson.predict import BELOW, KEPT, SEEN, SHOWN, TOO_HIGH, slider_step

ROWS = {row["question_id"]: row for row in rows("questions") if row["kind"] == "predict"}
DRAWN = {id_: row for id_, row in ROWS.items() if row["shown_in"] in figures.__all__}
BELOW_IT = {id_: row for id_, row in ROWS.items() if id_ not in DRAWN}


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("FEDLOCAL_HOME", str(tmp_path))
    monkeypatch.setattr(guesses, "CARDS", {})  # of other tests, with another record


@pytest.fixture
def tell(monkeypatch):
    """A function (card, message) -> the sentence about what was wrong, or None."""

    def ask(card, **message):
        sent = []
        monkeypatch.setattr(card.form, "send", sent.append)
        card._heard(card.form, message, [])
        return sent[-1]["problem"] if sent else None

    return ask


def words(html):
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def unfolded(html):
    tree = BeautifulSoup(html, "html.parser")
    for fold in tree.find_all("details"):
        fold.decompose()
    return words(str(tree))


# ------------------------------------------------------------------ the table


@pytest.mark.parametrize("id_", ROWS)
def test_a_row_names_what_answers_it_and_a_slider_that_holds_the_answer(id_):
    row = ROWS[id_]
    assert row["shown_in"] in (*figures.__all__, *fl.widgets.__all__)
    assert row["high"] is None or 0 < row["high"] < row["most"]
    whole = re.search(r"\bof ([\d,]+)", row["unit"])
    assert not whole or row["most"] == int(whole[1].replace(",", ""))
    assert row["most"] / slider_step(row["most"]) <= 500


def test_only_a_prediction_has_a_slider():
    others = [row for row in rows("questions") if row["kind"] != "predict"]
    assert not any(row["shown_in"] or row["most"] for row in others)


# ------------------------------------------------------------------ the card


@pytest.mark.parametrize("id_", DRAWN)
def test_the_chart_waits_for_the_guess_and_then_draws_it(id_, tell):
    card = fl.predict(id_)
    assert card.form.view["open"] and card.answer.value == "" and card.form.view["lines"] == []
    guess = ROWS[id_]["most"] // 3
    assert tell(card, guess=f"{guess}") is None
    view = card.form.view
    assert not view["open"] and view["verdict"] == KEPT and view["guess"] == f"{guess:,}"
    assert f"You said {guess:,}. It was {ROWS[id_]['high']:,.0f}." in words(card.answer.value)
    tree = BeautifulSoup(card.answer.value, "html.parser")
    assert any(f"marks your guess: {guess:,}." in image["alt"] for image in tree.find_all("img"))
    last = [cell.get_text() for cell in tree.find_all("tr")[-1].find_all(["th", "td"])]
    assert last[0] == "Your guess" and f"{guess:,}" in last
    assert progress.read()["answers"] == {}, "a guess is not marked"


@pytest.mark.parametrize("id_", DRAWN)
def test_the_chart_can_be_seen_without_a_guess_and_has_none_then(id_, tell):
    card = fl.predict(id_)
    assert tell(card, show=True) is None
    assert card.form.view["verdict"] == SHOWN and not card.form.view["open"]
    assert "<img" in card.answer.value and "our guess" not in card.answer.value
    assert tell(card, guess="3") == SEEN and guesses.guess(id_) is None


@pytest.mark.parametrize("id_", BELOW_IT)
def test_a_guess_that_is_answered_below_may_be_changed_until_it_is_seen(id_, tell):
    card = fl.predict(id_)
    assert tell(card, guess="7") is None and card.form.view["verdict"] == BELOW
    assert card.form.view["open"] and card.answer.value == ""
    assert tell(card, guess="9") is None and guesses.guess(id_) == 9
    guesses.see(id_)
    assert tell(card, guess="11") == SEEN and guesses.guess(id_) == 9


@pytest.mark.parametrize("id_", ROWS)
def test_a_guess_survives_a_reload(id_, tell):
    first = fl.predict(id_)
    tell(first, guess="7")
    again = fl.predict(id_)
    assert again.form.view == first.form.view and again.form.view["guess"] == "7"
    assert again.answer.value == first.answer.value


@pytest.mark.parametrize("typed", ["zzz", "", None, "-3", "four", ["3"], "1e999", "3 or 4"])
def test_what_is_no_number_or_below_zero_meets_a_sentence(typed, tell):
    card = fl.predict("04-predict-1")
    assert tell(card, guess=typed).endswith((".", "?")) and guesses.guess("04-predict-1") is None
    assert card.form.view["open"] and card.answer.value == ""


def test_a_number_that_no_chart_can_hold_meets_a_sentence(tell):
    assert tell(fl.predict("04-predict-1"), guess="6,000,000") == TOO_HIGH
    assert "There are 25 in all" in tell(fl.predict("01-predict-1"), guess="26")


def test_a_question_that_is_no_prediction_is_sent_to_its_set_and_back():
    with pytest.raises(LookupError, match="fl.quiz"):
        fl.predict("04-check-1")
    with pytest.raises(LookupError, match="fl.predict"):
        fl.quiz("04-predict")
    with pytest.raises(LookupError, match="04-predict-1"):
        fl.predict("04-predict-11")


@pytest.mark.parametrize("id_", ROWS)
def test_unexecuted_the_question_is_open_and_the_answer_folded(id_):
    stored = fl.predict(id_).fallback()
    assert ROWS[id_]["prompt"] in unfolded(stored) and "<img" not in unfolded(stored)
    summaries = [fold.summary.get_text() for fold in BeautifulSoup(stored, "html.parser")("details")]
    assert ("Just show me" in summaries) == (ROWS[id_]["high"] is not None)
    assert "It was" not in unfolded(stored) and "your guess:" not in stored


def test_a_stored_card_does_not_know_the_guess(tell):
    before = fl.predict("04-predict-1").fallback()
    tell(fl.predict("04-predict-1"), guess="400")
    assert fl.predict("04-predict-1").fallback() == before


def test_a_guess_goes_with_the_progress_file():
    from fedlocal.ground import progress_file

    guesses.keep("03-predict-2", 12000)
    guesses.see("03-predict-2")
    kept, lost = progress_file.unpack(progress_file.pack(progress.read(), "2026-12-01"))
    assert kept["kept"]["03-predict"] == {"03-predict-2": "12000", "03-predict-2-seen": "yes"} and not lost


@pytest.mark.parametrize("edited", ["many", "", "nan", "inf", "1e400", "-5", None, ["3"]])
def test_a_progress_file_that_was_edited_stops_no_lesson(edited):
    progress.keep("02-predict", {"02-predict-1": edited})
    assert "That is your guess" not in fl.widgets.AuthorityChecker()._guess.value
    progress.keep("04-predict", {"04-predict-1": edited})
    assert guesses.guess("04-predict-1") is None and fl.predict("04-predict-1").form.view["open"]


# ------------------------------------------------------------------ the figures draw it where it belongs


def at(svg, letter, words_="you:"):
    """The pixel of the dashed line before these words: of its height (H) or of its place (V)."""
    start = svg.rindex("<path", 0, svg.index(words_))
    path = re.search(r'd="M([\d.-]+),([\d.-]+)([HV])', svg[start:])
    assert path[3] == letter
    return float(path[2] if letter == "H" else path[1])


def test_growth_draws_it_at_its_height():
    svg = figures.growth(guess=1000).svg
    grid = {
        float(count.replace(",", "")): float(y)
        for y, count in re.findall(r'<text x="62" y="([\d.]+)"[^>]*>([\d,]+)</text>', svg)
    }
    assert at(svg, "H") == pytest.approx(grid[1000], abs=1)
    assert grid[0] > at(figures.growth(guess=500).svg, "H") > at(svg, "H")


def test_growth_makes_room_for_a_high_guess_and_says_where_it_lies_beyond():
    assert "4,000" in figures.growth(guess=4000).svg and "you: 4,000<" in figures.growth(guess=4000).svg
    assert "you: 90,000 ↑" in figures.growth(guess=90000).svg


def test_outcomes_draws_it_across_the_bar_of_a_hundred():
    svg = figures.outcomes(guess=63).svg
    end = re.search(r'<rect x="1" y="34" width="(\d+)"', svg)[1]
    assert at(svg, "V") == pytest.approx(1 + int(end), abs=1)
    assert at(figures.outcomes(guess=40).svg, "V") == pytest.approx(1 + 758 * 0.4, abs=1)


def test_claims_draw_it_at_the_bar_of_article_b():
    svg = figures.claim_verdicts(guess=21).svg
    long = max(int(width) for width in re.findall(r'width="(\d+)" height="16" fill="url', svg))
    assert at(svg, "V") == pytest.approx(236 + long, abs=1)


def test_the_most_frequent_winner_draws_it_at_its_bar():
    svg = figures.most_often_first(guess=53).svg
    long = max(float(width) for width in re.findall(r'<rect x="150"[^>]*width="([\d.]+)"', svg))
    assert at(svg, "V") == pytest.approx(150 + long, abs=1)


@pytest.mark.parametrize("name", ["mainly_ice", "scale", "postures", "rollout"])
def test_the_others_set_it_on_a_bar_of_their_own(name):
    row = next(row for row in ROWS.values() if row["shown_in"] == name)
    plain = getattr(figures, name)()
    picture = getattr(figures, name)(guess=row["high"])
    drawn = picture.ruler or picture.svg
    filled = re.findall(r'<rect x="28"[^>]*width="([\d.]+)"', drawn)[1]
    assert at(drawn, "V") == pytest.approx(28 + float(filled), abs=8)  # scale: 27 is rounded from 27.3
    assert not plain.ruler and "you:" not in plain.svg and plain.takeaway == picture.takeaway


def test_the_bar_is_to_scale_and_points_beyond_its_end():
    svg = ruler(25, 51, 51, "of 51 places")
    assert at(svg, "V") == RULER.right and "you: 51<" in svg
    assert at(ruler(25, 0, 51, "of 51 places"), "V") == RULER.left
    assert "you: 60 →" in ruler(25, 60, 51, "of 51 places")


# ------------------------------------------------------------------ the widgets that answer


def test_the_trends_draw_the_guess_when_their_charts_are_open():
    trends = fl.widgets.EnforcementTrends()
    guesses.keep("03-predict-2", 12000)
    assert (
        trends._panel.value == "" and "12,000" not in trends._ask.value and not guesses.seen("03-predict-2")
    )
    trends.show.click()
    assert (
        "you: 12,000" in trends._panel.value
        and "hollow point marks your guess: 12,000" in trends._panel.value
    )
    assert "Count: you said 12,000. It was 17,027." in trends._ask.value and guesses.seen("03-predict-2")
    assert "Your guess for March 2026" in trends._panel.value
    guesses.keep("03-predict-1", 60)
    trends.agency.value = ""
    assert "you: " not in trends._panel.value and not guesses.seen("03-predict-1")
    trends.show.click()
    assert "you: 60%" in trends._panel.value and "Share: you said 60. It was 28.3%." in trends._ask.value
    trends.group.value = "other_violator"
    trends.show.click()
    assert "you: " not in trends._panel.value


def test_the_trend_chart_draws_it_over_its_month_and_at_its_height():
    trends = fl.widgets.EnforcementTrends()
    guesses.keep("03-predict-2", 17027)
    trends.show.click()
    point = re.search(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="5"', trends._panel.value)
    found = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="4.2"', trends._panel.value)[1]
    assert [float(place) for place in point.groups()] == [float(place) for place in found]


@pytest.mark.parametrize("name,id_", [("AuthorityChecker", "02-predict-1"), ("CasePathway", "03-path-1")])
def test_a_guess_stands_beside_what_is_to_be_counted(name, id_):
    widget = getattr(fl.widgets, name)()
    html = lambda: " ".join(part.value for part in widget.children if hasattr(part, "value"))  # noqa: E731
    assert "That is your guess" not in html()
    guesses.keep(id_, 6)
    assert "You: 6." in html() and "Count them" in html()


def test_a_guess_may_not_be_changed_behind_what_was_seen():
    guesses.see("04-predict-1")
    with pytest.raises(ValueError, match="has been seen"):
        guesses.keep("04-predict-1", 4)


def test_every_prediction_of_a_lesson_is_asked_in_it():
    from pathlib import Path

    asked = []
    for path in sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9][0-9]_*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            asked += re.findall(r'fl\.predict\("([^"]+)"\)', "".join(cell["source"]))
    assert sorted(asked) == sorted(ROWS)
