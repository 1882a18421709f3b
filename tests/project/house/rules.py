"""The house rules for lessons. Each rule reads a notebook and returns what is wrong, with how to mend it."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from statistics import median

import pyphen
from bs4 import BeautifulSoup

from fedlocal.ground import prose
from fedlocal.ground.tables import keyed, load

from . import foretold
from .private import asked

VIEW = "application/vnd.jupyter.widget-view+json"
LIVE_END = "Run the cell to make this live."
MOST_BYTES, MOST_FIGURE, MOST_MAP = 1_000_000, 80_000, 340_000
RULES: dict[str, Callable[[dict, str], list[str]]] = {}


def rule(function):
    """Enter a function (notebook, lesson number) -> list of complaints into the house rules."""
    RULES[function.__name__] = function
    return function


def source(cell: dict) -> str:
    return "".join(cell["source"])


def of_type(notebook: dict, kind: str) -> list[dict]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def markdown(notebook: dict) -> str:
    return "\n\n".join(source(cell) for cell in of_type(notebook, "markdown"))


def outputs(notebook: dict):
    """(cell number, data of one output) for every stored display."""
    for number, cell in enumerate(notebook["cells"]):
        for output in cell.get("outputs", []):
            yield (
                number,
                {
                    mime: "".join(text) if isinstance(text, list) else text
                    for mime, text in output.get("data", {}).items()
                },
            )


def html(notebook: dict):
    for number, data in outputs(notebook):
        if "text/html" in data:
            yield number, BeautifulSoup(data["text/html"], "html.parser")


@rule
def one_title_and_ordered_headings(notebook, lesson):
    levels = [(len(mark), text) for mark, text in re.findall(r"^(#+) (.+)$", markdown(notebook), re.M)]
    wrong = (
        []
        if levels and levels[0][0] == 1
        else ["The lesson does not open with a # title. Put it into the first cell."]
    )
    if sum(level == 1 for level, _ in levels) > 1:
        wrong.append("There are several # titles. Keep one and make the others ##.")
    for (before, _), (level, text) in zip(levels, levels[1:]):
        if level > before + 1:
            wrong.append(f"Heading “{text}” skips a level. Use {'#' * (before + 1)}.")
    return wrong


@rule
def card_comes_first(notebook, lesson):
    early = [source(cell) for cell in notebook["cells"][:4]]
    return (
        []
        if f'fl.card("{lesson}")' in early
        else [f'No card near the top. Add a cell fl.card("{lesson}") after the set-up cell.']
    )


@rule
def all_parts_are_there(notebook, lesson):
    code = "\n".join(source(cell) for cell in of_type(notebook, "code"))
    text = markdown(notebook).lower()
    parts = {
        f'fl.quiz("{lesson}-check")': "the check",
        f'fl.sources_of("{lesson}")': "the sources",
    }
    wrong = [
        f"The lesson has no cell for {name}. Add {call}." for call, name in parts.items() if call not in code
    ]
    if "mistake" not in text and "heard" not in text:
        wrong.append(
            "No common mistake is refuted. Add a section that states it, says that it is wrong, and why."
        )
    if text.count("not legal advice") != 1:
        wrong.append("“Education, not legal advice” must be said exactly once in a lesson's own text.")
    return wrong


@rule
def objectives_are_assessed(notebook, lesson):
    questions = load("questions")
    asked = set(questions.loc[questions["set_id"].isin(_sets(notebook)), "objective_id"].dropna())
    wanted = load("objectives").query("lesson == @lesson")["objective_id"]
    return [
        f"Objective {objective} is assessed by no question of the lesson. Write one in the table questions."
        for objective in wanted
        if objective not in asked
    ]


def _sets(notebook) -> list[str]:
    code = "\n".join(source(cell) for cell in of_type(notebook, "code"))
    questions = keyed("questions", "question_id")
    single = re.findall(r'fl\.predict\("([^"]+)"\)', code)
    return [*re.findall(r'fl\.quiz\("([^"]+)"\)', code), *(questions[id_]["set_id"] for id_ in single)]


@rule
def each_widget_has_its_question(notebook, lesson):
    code = [source(cell) for cell in of_type(notebook, "code")]
    wrong = []
    for here, after in zip(code, [*code[1:], ""]):
        if "fl.widgets." in here and "fl.quiz(" not in after:
            wrong.append(
                f"{here.strip()} is not followed by a question. Add a fl.quiz cell that cannot be answered"
                " without it."
            )
    return wrong


@rule
def answers_wait_for_the_guess(notebook, lesson):
    return foretold.complaints(lambda: foretold.of_notebook(notebook), lesson)


@rule
def code_cells_are_short(notebook, lesson):
    lengths = [
        len([line for line in source(cell).splitlines() if line.strip()])
        for cell in of_type(notebook, "code")
    ]
    wrong = [
        f"A code cell has {n} lines; 10 is the most. Move the work into the package."
        for n in lengths
        if n > 10
    ]
    if lengths and median(lengths) > 3:
        wrong.append(
            f"Half of the code cells have more than {median(lengths)} lines; the median should be 3 or less."
        )
    return wrong


@rule
def outputs_are_stored_and_clean(notebook, lesson):
    wrong, expected = [], 1
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] != "code":
            continue
        if cell.get("execution_count") != expected:
            wrong.append(
                f"Cell {number} has execution count {cell.get('execution_count')}, not {expected}. Run"
                " scripts/execute_lessons.py."
            )
        expected += 1
        kinds = [output["output_type"] for output in cell["outputs"]]
        if "error" in kinds:
            wrong.append(f"Cell {number} stores an error. Mend the cell and execute the lesson again.")
        if not kinds and not source(cell).startswith("import "):
            wrong.append(f"Cell {number} stores no output. Run scripts/execute_lessons.py.")
        if "stream" in kinds:
            wrong.append(f"Cell {number} prints. Show a value instead of printing it.")
    return wrong


@rule
def no_widget_state_is_stored(notebook, lesson):
    wrong = (
        ["The notebook stores widget state. Run scripts/execute_lessons.py, which strips it."]
        if "widgets" in notebook["metadata"]
        else []
    )
    wrong += [
        f"Cell {number} stores a widget view. Run scripts/execute_lessons.py."
        for number, data in outputs(notebook)
        if VIEW in data
    ]
    return wrong


@rule
def widgets_teach_unexecuted(notebook, lesson):
    wrong = []
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] != "code" or not re.search(r"fl\.(widgets\.|quiz\(|predict\()", source(cell)):
            continue
        data = [d for n, d in outputs(notebook) if n == number]
        fallback = BeautifulSoup(data[0].get("text/html", ""), "html.parser").get_text(" ") if data else ""
        if len(fallback) < (150 if "fl.quiz(" in source(cell) else 300) or not fallback.strip().endswith(
            LIVE_END
        ):
            wrong.append(
                f"Cell {number}: the fallback of the widget must teach on its own and end “{LIVE_END}”"
            )
        if not data or not data[0].get("text/plain"):
            wrong.append(f"Cell {number}: the widget stores no text/plain. Give it a summary().")
    return wrong


@rule
def nothing_changes_between_runs(notebook, lesson):
    wrong = []
    for number, data in outputs(notebook):
        for mime, text in data.items():
            if re.search(r"\b0x[0-9a-f]{6,}", str(text)):
                wrong.append(
                    f"Cell {number} stores a memory address in {mime}. Give the object a stable repr."
                )
    if "version" in notebook["metadata"].get("language_info", {}):
        wrong.append(
            "language_info.version is stored; it differs between machines. Run scripts/execute_lessons.py."
        )
    return wrong


@rule
def html_survives_an_untrusted_notebook(notebook, lesson):
    wrong = []
    for number, tree in html(notebook):
        pandas_own = {"style"} if tree.find("table", class_="dataframe") else set()  # its loss does no harm
        for tag in {"svg", "script", "style", "iframe", "input", "button"} - pandas_own:
            if tree.find(tag):
                wrong.append(
                    f"Cell {number} stores <{tag}>, which JupyterLab removes. Use <img>, tables, <details>"
                    " and style attributes."
                )
    return wrong


@rule
def pictures_have_words(notebook, lesson):
    wrong = [
        f"Cell {number}: an image has no alt text. Say in it what the picture shows."
        for number, tree in html(notebook)
        for image in tree.find_all("img")
        if not image.get("alt", "").strip()
    ]
    wrong += ["A Markdown image has no alt text." for _ in re.findall(r"!\[\s*\]\(", markdown(notebook))]
    return wrong


@rule
def tables_have_captions_and_scopes(notebook, lesson):
    wrong = []
    for number, tree in html(notebook):
        for table in tree.find_all("table", class_=lambda name: name != "dataframe"):
            if not table.caption or not table.caption.get_text(strip=True):
                wrong.append(f"Cell {number}: a table has no caption. Add <caption>.")
            if any(not th.get("scope") for th in table.find_all("th")):
                wrong.append(f'Cell {number}: a table heading has no scope. Add scope="col" or "row".')
    return wrong


@rule
def figures_say_what_and_whence(notebook, lesson):
    wrong = []
    for number, tree in html(notebook):
        for image in tree.find_all("img"):
            text = tree.get_text(" ")
            if "Source:" not in text or "as of" not in text:
                wrong.append(f"Cell {number}: the figure has no source line with an as-of date.")
            if not tree.find("details"):
                wrong.append(f"Cell {number}: the figure has no table twin in <details>.")
            if len(text) < 100:
                wrong.append(f"Cell {number}: the figure has no sentence to take away.")
            wrong += _too_large(number, image)
    return wrong


def _too_large(number: int, image) -> list[str]:
    svg = base64.b64decode(image.get("src", "").partition("base64,")[2])
    limit = MOST_MAP if image.get("alt", "").startswith("Map") else MOST_FIGURE
    return (
        [f"Cell {number}: the figure has {len(svg):,} bytes; {limit:,} is the most."]
        if len(svg) > limit
        else []
    )


@rule
def lesson_is_small(notebook, lesson):
    import json

    size = len(json.dumps(notebook, ensure_ascii=False).encode())
    return (
        [f"The notebook has {size:,} bytes; {MOST_BYTES:,} is the most. Draw fewer or simpler figures."]
        if size > MOST_BYTES
        else []
    )


@rule
def links_are_sources(notebook, lesson):
    known = set(load("sources")["url"].dropna())
    lessons = set(load("lessons")["file"])  # another lesson lies beside this one
    found = [address for address in prose.links(markdown(notebook)) if address not in lessons]
    wrong = [
        f"{address} is not https. Give the full address."
        for address in found
        if not address.startswith("https://")
    ]
    wrong += [
        f"{address} is not in the table sources. Add it as a source, or link what is there."
        for address in found
        if address not in known
    ]
    return wrong


@rule
def words_are_fair_and_plain(notebook, lesson):
    text = re.sub(r"“[^”]*”|\"[^\"]*\"", " ", " ".join(prose.sentences(markdown(notebook))))
    loaded = (
        r"\b(illegals?|illegal"
        r" (alien|immigrant)s?|undocumented|aliens?|sanctuary|invasion|deporters?|abduct\w*|kidnap\w*|open"
        r" borders)\b"
    )
    wrong = [
        f"“{found.group(0)}” takes a side or is a statute's word. Use “noncitizen” or quote who says it."
        for found in re.finditer(loaded, text, re.I)
    ]
    grade = reading_grade(prose.sentences(markdown(notebook)))
    if grade > 10.5:
        wrong.append(f"The text reads at grade {grade:.1f}; 10 is the aim. Use shorter sentences and words.")
    return wrong


def reading_grade(sentences: list[str]) -> float:
    """Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    hyphens = pyphen.Pyphen(lang="en_US")
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z’']+", sentence)]
    syllables = sum(len(hyphens.positions(word)) + 1 for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


@rule
def statements_are_claims(notebook, lesson):
    printed = prose.sentences(markdown(notebook))
    ledger = set(load("claims").query("lesson == @lesson")["statement"])
    wrong = [
        f"Not in the table claims: “{statement}” Enter it with a source, or take the figure out."
        for statement in printed
        if prose.needs_claim(statement) and statement not in ledger
    ]
    wrong += [
        f"In the table claims but not in the lesson: “{statement}” Correct the ledger or the lesson."
        for statement in ledger
        if statement not in printed
    ]
    return wrong


@rule
def cells_have_names(notebook, lesson):
    ids = [cell.get("id") for cell in notebook["cells"]]
    return (
        []
        if len(set(ids)) == len(ids) and all(ids)
        else ["Cells need unique ids (nbformat 4.5). Save the notebook in JupyterLab once."]
    )


# Where a learner is asked something: table, the column that says for which lesson, the columns of words.
PROMPTS = (
    ("questions", "set_id", ("prompt",)),
    ("exercise_questions", "exercise", ("title", "prompt", "how")),
    ("exercise_rubrics", "question_id", ("criterion",)),
)
OF_LESSON = {
    "09": (("brief_parts", ("heading", "prompt", "hint")), ("brief_rubric", ("criterion",))),
    "07": (("hearing_questions", ("question",)),),
}


@rule
def nobody_is_asked_about_themselves(notebook, lesson):
    texts = [("The text", text) for text in (source(cell) for cell in of_type(notebook, "markdown"))]
    texts += prompts(lesson)
    return [
        f"{where} asks the learner for status, birthplace or family story (“{words}”). Ask about the law, a"
        " policy or an invented person."
        for where, text in texts
        if (words := asked(text))
    ]


def prompts(lesson: str) -> list[tuple[str, str]]:
    """(where, words) of all questions that the tables put to the learners of one lesson and its exercise."""
    found = []
    for name, column, words in PROMPTS:
        table = load(name)
        for row in table[table[column].astype(str).str.startswith(lesson)].to_dict("records"):
            found += [
                (f"{name}, {row[table.columns[0]]}", row[word])
                for word in words
                if isinstance(row[word], str)
            ]
    for name, words in OF_LESSON.get(lesson, ()):
        for row in load(name).to_dict("records"):
            found += [
                (f"{name}, {next(iter(row.values()))}", row[word])
                for word in words
                if isinstance(row[word], str)
            ]
    return found
