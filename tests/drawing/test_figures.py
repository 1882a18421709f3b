"""Figures: same bytes each time, small, with words; their numbers are those of their tables."""

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from bs4 import BeautifulSoup

from fedlocal import figures
from fedlocal.agreements.counts import by_state, latest, stock, total
from fedlocal.drawing.bar_chart import Bar, Bracket, bar_chart
from fedlocal.drawing.line_chart import Event, line_chart
from fedlocal.drawing.maps import BREAKS, RAMPS, class_labels, class_of, state_map
from fedlocal.drawing.palette import COLOURS
from fedlocal.ground.formats import number
from fedlocal.ground.tables import load, rows

NAMES = [
    "growth",
    "agencies_and_agreements",
    "agency_types",
    "where",
    "four_states",
    "scale",
    "police_by_state",
    "claim_verdicts",
    "court_files",
    "rollout",
    "reporting",
    "reporting_by_state",
    "wording",
    "states_and_agreements",
    "where_arrests_happen",
    "models_studied",
    "local_cooperation",
]
MAPS = {"where", "rollout"}


@pytest.fixture(scope="module")
def pictures():
    return {name: getattr(figures, name)() for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_drawn_twice_it_has_the_same_bytes(name, pictures):
    assert getattr(figures, name)().svg == pictures[name].svg


@pytest.mark.parametrize("name", NAMES)
def test_svg_is_whole_small_and_keeps_text_as_text(name, pictures):
    svg = pictures[name].svg
    root = ET.fromstring(svg)
    assert root.find(".//{http://www.w3.org/2000/svg}text") is not None
    assert "<metadata>" not in svg and "script" not in svg
    assert len(svg.encode()) <= (340_000 if name in MAPS else 80_000)


@pytest.mark.parametrize("name", NAMES)
def test_words_go_with_the_picture(name, pictures):
    picture = pictures[name]
    tree = BeautifulSoup(picture._repr_html_(), "html.parser")
    assert len(tree.img["alt"]) > 60 and picture.takeaway in tree.get_text() and picture.title
    assert "scrolls sideways" in tree.img.find_previous("p").get_text(), (
        "On a narrow screen a part of the drawing is out of sight: say so above it."
    )
    assert "Source:" in picture.source and "as of" in picture.source
    assert tree.details.table.caption and len(tree.details.table.tbody.find_all("tr")) == len(picture.rows)
    assert all(len(row) == len(picture.head) for row in picture.rows)


def test_growth_says_what_the_table_says(pictures):
    _month, counts = latest(stock(rows("agreements_monthly")))
    assert number(total(counts)) in pictures["growth"].takeaway
    assert pictures["growth"].rows[-1][-1] == number(total(counts))
    assert ["June 2026", *["no list"] * 4] in pictures["growth"].rows


def test_bars_add_up(pictures):
    rows = pictures["agencies_and_agreements"].rows
    whole = [[int(cell.replace(",", "")) for cell in row[1:]] for row in rows]
    assert [sum(column) for column in zip(*whole[:-1])] == whole[-1]


def test_map_shades_by_class_and_names_what_is_off_it(pictures):
    assert [class_of(n) for n in (0, 1, 9, 10, 49, 50, 199, 200, 475)] == [0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert len(class_labels()) == len(BREAKS) + 1 == len(RAMPS["tfm"])
    assert "Guam" in pictures["where"].source
    counts = by_state(rows("agreements_monthly"), "2026-07")
    svg = state_map(counts)
    darkest = [state for state, count in counts.items() if count >= 200]
    assert svg.count(f'fill="{RAMPS[None][4]}"') == len(darkest) + 1  # and once in the legend
    outline = f'stroke="{COLOURS["ink"]}" stroke-width="4"/>'
    assert outline in state_map(counts, None, "MD") and outline not in svg


def texts(svg: str) -> list[str]:
    """The words of a picture, in the order in which they are drawn.

    >>> texts("<svg><text>a<tspan> b</tspan></text></svg>")
    ['a b']
    """
    return ["".join(node.itertext()) for node in ET.fromstring(svg).iter() if node.tag.endswith("text")]


@pytest.mark.parametrize("name", ["scale", "agencies_and_agreements", "agency_types"])
def test_each_bar_is_labeled_with_its_name_and_its_number(name, pictures):
    words = texts(pictures[name].svg)
    for row in pictures[name].rows:
        if row[0] != "All":
            place = words.index(row[0])
            people = row[2] if name == "scale" else row[1]
            assert words[place + 1].split(" ")[0] == people, row


def test_each_state_has_a_tile_and_the_ends_a_name(pictures):
    words = texts(pictures["police_by_state"].svg)
    states = load("states").query("kind != 'territory'")["state_abbr"]
    assert all(words.count(code) == 1 for code in states)
    assert {"Washington", "District of"} < set(words)


def test_four_charts_say_the_last_count_the_event_and_the_gap(pictures):
    words = texts(pictures["four_states"].svg)
    assert all(count in words for count in pictures["four_states"].rows[-1][1:])
    assert words.count("no list kept in June") == 4
    for label in load("state_marks")["label"]:
        assert " ".join(label.split()) in words


@pytest.mark.parametrize(
    "name", ["scale", "police_by_state", "agencies_and_agreements", "agency_types", "four_states"]
)
def test_no_letter_is_smaller_than_twelve_pixels(name, pictures):
    assert min(map(int, re.findall(r'font-size="(\d+)"', pictures[name].svg))) >= 12


def test_bars_escape_words_and_bracket_what_belongs_together():
    bars = [Bar("A & B", 5, "5", more="(<1%)"), Bar("C", 0, "0"), Bar("D", 2, "2", "state", part=True)]
    words = texts(bar_chart(bars, "People", 100, 80, bracket=Bracket(1, 2, ("both", "small"), 300)))
    assert {"A & B", "5 (<1%)", "both", "small"} < set(words)


def test_a_gap_breaks_the_line():
    days = [date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 1), date(2025, 4, 30)]
    events = [Event(date(2025, 2, 10), ("10 February 2025", "law"))]
    counts = list(zip(days, [3, 4, None, 1200], strict=True))
    whole = f"<svg>{line_chart('Texas', 'Agreements', counts, events)}</svg>"
    assert whole.count('stroke-width="2.4"') == 2
    assert {"no list kept in March", "law", "1,200", "Jan 2025"} < set(texts(whole))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(color: str, other: str) -> float:
    light, dark = sorted((luminance(color), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["ink", "muted", "federal", "state", "local", "court"])
def test_text_colours_stand_out(name):
    assert (
        contrast(COLOURS[name], COLOURS["ground"]) >= 4.5 and contrast(COLOURS[name], COLOURS["wash"]) >= 4.5
    )


@pytest.mark.parametrize("model", ["jem", "wso", "tfm"])
def test_model_colours_stand_out_as_graphics_and_apart_in_grey(model):
    assert contrast(COLOURS[model], COLOURS["ground"]) >= 3
    others = {"jem", "wso", "tfm"} - {model}
    assert all(contrast(COLOURS[model], COLOURS[other]) >= 1.4 for other in others)


@pytest.mark.parametrize("model", RAMPS)
def test_map_shades_grow_darker_and_numbers_on_them_can_be_read(model):
    shades = [luminance(colour) for colour in RAMPS[model]]
    assert shades == sorted(shades, reverse=True)
    for step, colour in enumerate(RAMPS[model]):
        assert contrast(colour, "#FFFFFF" if step >= 3 else COLOURS["ink"]) >= 3  # large bold numbers


def test_addresses_in_svg_stay_inside(pictures):
    for picture in pictures.values():
        assert not re.search(r'(href|src)="(?!#)', picture.svg)
