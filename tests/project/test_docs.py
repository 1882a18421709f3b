"""The documents are true: links lead somewhere, commands exist, lessons are what they are said to be,
versions and licenses agree."""

import importlib.util
import json
import re
import shlex
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import mistune
import pytest
import yaml

from fedlocal import __version__, cli
from fedlocal.ground.formats import day_name
from fedlocal.ground.prose import sentences
from fedlocal.ground.tables import load, tables
from launcher import main as launcher
from tests.project.house.rules import RULES, reading_grade

ROOT = Path(__file__).parents[2]
SKIPPED = {
    ".git",
    ".venv",
    "my-course",
    "__pycache__",
    ".mypy_cache",
    ".pytest_cache",
    ".ipynb_checkpoints",
    "build",
    "dist",
}

# Addresses that are no source of a lesson. Everything else that a document links is a row of the table
# sources.
ALLOWED = {
    "https://www.python.org/downloads/",
    "https://semver.org/",
    "https://creativecommons.org/licenses/by/4.0/",
    "https://creativecommons.org/licenses/by/4.0/legalcode",
    "https://creativecommons.org/publicdomain/zero/1.0/",
    "https://github.com/migrantusa/us-immigration-data",
    "https://migrantusa.com/datasets/",
    "https://doi.org/10.5281/zenodo.21812233",
    "https://github.com/seanpianka/zipcodes",
    "https://github.com/MEDSL/2018-elections-unoffical",
    "https://github.com/deportationdata/ice-offices",
    "https://github.com/RelevantResearch/287g-DetentionData",
}


def tracked() -> list[Path]:
    """The files that belong to the course: what git knows or would add; without git, what is not made by
    tools."""
    git = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True
    )
    if git.returncode == 0 and git.stdout:
        names = [ROOT / name for name in git.stdout.split("\0") if name]
    else:
        names = [path for path in ROOT.rglob("*") if not SKIPPED & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in names if path.is_file())


TRACKED = tracked()
PAGES = [path for path in TRACKED if path.suffix == ".md"]
parsed = cache(mistune.create_markdown(renderer=None, plugins=["table", "url"]))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(path: Path | str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def tokens(text: str, *kinds: str) -> list[dict]:
    """All tokens of these kinds in a Markdown text, nested ones too."""
    found: list[dict] = []

    def walk(level):
        for token in level:
            if token["type"] in kinds:
                found.append(token)
            walk(token.get("children", []))

    walk(parsed(text))
    return found


@cache
def anchors(text: str) -> set[str]:
    """The anchors that a code host gives the headings of a page."""
    headings = [
        "".join(token.get("raw", "") for token in tokens_of(heading)) for heading in tokens(text, "heading")
    ]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def tokens_of(token: dict) -> list[dict]:
    children = token.get("children", [])
    return [token] if not children else [leaf for child in children for leaf in tokens_of(child)]


def addresses(text: str) -> list[str]:
    return [token["attrs"]["url"] for token in tokens(text, "link", "image")]


def broken_links(page: Path, text: str) -> list[str]:
    """Relative links and images of a page that lead to no file, or to no heading of it."""
    wrong = []
    for address in addresses(text):
        if re.match(r"\w+:", address):
            continue
        path, _, anchor = unquote(address).partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists():
            wrong.append(f"{name(page)} links {address}, which is not there.")
        elif anchor and anchor not in anchors(text if target == page else target.read_text(encoding="utf-8")):
            wrong.append(f"{name(page)} links {address}, but {target.name} has no such heading.")
    return wrong


def unknown_addresses(page: Path, text: str) -> list[str]:
    known = ALLOWED | set(load("sources")["url"].dropna())
    outside = [address for address in addresses(text) if re.match(r"\w+:", address)]
    return [
        f"{name(page)} links {address}. Enter it in the table sources, or in ALLOWED with a reason."
        for address in outside
        if address not in known
    ]


# Links and pictures


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_inside_the_course_lead_somewhere(page):
    assert broken_links(page, page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", [page for page in PAGES if name(page) != "data/README.md"], ids=name)
def test_links_to_outside_are_sources_or_allowed(page):
    assert unknown_addresses(page, page.read_text(encoding="utf-8")) == []


def test_nothing_is_allowed_that_nobody_links():
    linked = {address for page in PAGES for address in addresses(page.read_text(encoding="utf-8"))}
    assert ALLOWED <= linked, f"Take out of ALLOWED: {sorted(ALLOWED - linked)}"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_pictures_say_what_they_show(page):
    for image in tokens(page.read_text(encoding="utf-8"), "image"):
        alt = "".join(leaf.get("raw", "") for leaf in tokens_of(image))
        assert len(alt) >= 60, (
            f"{name(page)}: {image['attrs']['url']} needs alt text that says what one sees."
        )


def test_pictures_are_small():
    sizes = {name(path): path.stat().st_size for path in TRACKED if path.suffix in (".png", ".jpg")}
    assert "docs/images/lesson-04.png" in sizes and max(sizes.values()) <= 250_000, sizes


def test_a_broken_link_an_unknown_heading_and_an_unknown_address_are_found():
    page = ROOT / "README.md"
    text = (
        "[a](docs/nowhere.md) [b](CONTRIBUTING.md#no-such-heading) [c](https://example.org/) [d](LICENSE)"
        " ![e](docs/no.png)"
    )
    assert len(broken_links(page, text)) == 3 and len(unknown_addresses(page, text)) == 1


# Commands


def commands(text: str) -> list[str]:
    """Commands of ours that a page shows, in code spans and blocks; an explanation after three spaces is
    cut off."""
    code = [token.get("raw", "") for token in tokens(text, "codespan", "block_code")]
    lines = [re.split(r"\s{3,}", line.strip())[0] for block in code for line in block.splitlines()]
    return [
        line
        for line in lines
        if re.match(r"(python3 start\.py|py start\.py|python scripts/|python3 scripts/|fedlocal )", line)
    ]


def refused(command: str) -> str:
    """Why a command of the documents would not work; empty if it would."""
    first, second, *rest = [word.replace("…", "") for word in shlex.split(command)]
    try:
        if second == "start.py":
            missing = [word for word in rest if word.startswith("tests/") and not (ROOT / word).exists()]
            if rest[:1] == ["run"]:
                return next(
                    (
                        f"no lesson {word}"
                        for word in rest[1:]
                        if not any(ROOT.glob(f"notebooks/{word}_*.ipynb"))
                    ),
                    "",
                )
            if rest[:1] in (["site"], ["serve"]):
                text = read({"site": "browser/build.py", "serve": "browser/serve.py"}[rest[0]])
                options = [word for word in rest[1:] if word.startswith("-")]
                return next((f"no option {word}" for word in options if f'"{word}"' not in text), "")
            if rest[:1] != ["test"]:
                launcher.options(rest)
            return f"no such file: {missing}" if missing else ""
        if second.startswith("scripts/"):
            text = read(second)
            return next(
                (
                    f"{second} knows no {word}"
                    for word in rest
                    if word.startswith("-") and f'"{word}"' not in text
                ),
                "",
            )
        cli.parser().parse_args([second, *[word for word in rest if word]])
    except SystemExit as end:
        return "" if not end.code else "its options are not understood"
    except OSError as problem:
        return str(problem)
    return ""


@pytest.mark.parametrize(
    "page", [page for page in PAGES if commands(page.read_text(encoding="utf-8"))], ids=name
)
def test_commands_exist(page):
    wrong = {command: refused(command) for command in commands(page.read_text(encoding="utf-8"))}
    assert not any(wrong.values()), {command: why for command, why in wrong.items() if why}


def test_the_readme_shows_the_two_commands_and_the_one_for_windows():
    listed = commands(read("README.md"))
    assert {"python3 start.py", "python3 start.py test", "py start.py"} <= set(listed)


@pytest.mark.parametrize(
    "command",
    [
        "python3 start.py --frsh 04",
        "python3 start.py run 77",
        "python3 start.py test tests/test_nothing.py",
        "fedlocal stale --on tomorrow",
        "fedlocal refresh",
        "python scripts/nothing.py",
        "python scripts/execute_lessons.py --dry",
    ],
)
def test_a_command_that_does_not_exist_is_found(command, capsys):
    assert refused(command)


# Lessons


def rows_of(page: str) -> dict[str, str]:
    """Lesson number -> its row in the page's table of lessons."""
    return {
        found.group(1): line
        for line in read(page).splitlines()
        if (found := re.match(r"\| \[?(\d\d) · ", line))
    }


@pytest.mark.parametrize("lesson", load("lessons").to_dict("records"), ids=lambda row: row["lesson"])
@pytest.mark.parametrize("page, up", [("README.md", ""), ("docs/syllabus.md", "../")])
def test_a_lesson_is_linked_if_it_is_there_and_marked_planned_if_not(page, up, lesson):
    row = rows_of(page).get(lesson["lesson"], "")
    ready = (ROOT / "notebooks" / lesson["file"]).exists()
    assert ready == (lesson["status"] == "available"), "the table lessons and the folder notebooks disagree."
    title = f"{lesson['lesson']} · {lesson['title']}"
    entry = f"[{title}]({up}notebooks/{lesson['file']})" if ready else title
    assert (
        row == f"| {entry} | {lesson['question']} | {lesson['minutes']} | {'ready' if ready else 'planned'} |"
    ), f"Correct the row in {page}."


def unmarked(text: str) -> list[str]:
    """Lines that name a planned lesson by its number without the word planned."""
    planned = "|".join(load("lessons").query("status == 'planned'")["lesson"])
    return [
        line
        for line in text.splitlines()
        if planned and re.search(rf"(?<![\w.-])({planned})(?![\w.-])", line) and "planned" not in line.lower()
    ]


@pytest.mark.parametrize("page", ["README.md", "docs/syllabus.md"])
def test_what_is_planned_is_called_planned(page):
    assert unmarked(read(page)) == []


def test_a_planned_lesson_passed_off_as_ready_is_found():
    planned = load("lessons").query("status == 'planned'")["lesson"]
    assert planned.empty or unmarked(f"Week 1: lessons 00 and {planned.iloc[0]}")


def test_the_syllabus_lists_the_objectives_of_the_ready_lessons():
    ready = load("lessons").query("status == 'available'")["lesson"]
    wanted = load("objectives").loc[lambda t: t["lesson"].isin(ready)]
    assert re.findall(r"^- (\d\d\.\d .+)$", read("docs/syllabus.md"), re.M) == [
        f"{row.objective_id} {row.objective}" for row in wanted.itertuples()
    ]


def test_figures_in_the_readme_are_those_of_the_tables():
    text, agreements = read("README.md"), load("agreements")
    signed = agreements[["signed_jem", "signed_wso", "signed_tfm"]].notna().sum(axis=1)
    assert (
        f"{signed[agreements['county_fips'].notna()].sum():,} of {signed.sum():,} agreements mapped" in text
    ), "Take a new picture and correct its alt text."
    assert day_name(tables().set_index("name").loc["agreements", "as_of"]) in text, (
        "Correct the date of the newest list of agreements."
    )


# The map of objectives


def objectives_map():
    spec = importlib.util.spec_from_file_location("objectives_map", ROOT / "scripts" / "objectives_map.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script, {table: script.read(table) for table in script.TABLES}


def test_every_objective_of_every_lesson_is_assessed():
    script, data = objectives_map()
    assert script.unassessed(data) == [], (
        "Write a question in the table questions that can be answered wrongly."
    )
    assert script.without_objectives(data) == [], "Enter the lesson's objectives in the table objectives."


def test_the_map_of_objectives_is_current():
    script, data = objectives_map()
    assert script.page(data) == read("docs/objectives.md"), "Mend: python scripts/objectives_map.py"


def test_an_objective_that_only_a_prediction_touches_counts_as_not_assessed():
    script, data = objectives_map()
    wanted = data["objectives"][0]["objective_id"]
    assert script.unassessed(
        {**data, "questions": [q for q in data["questions"] if q["objective_id"] != wanted]}
    ) == [wanted]
    only_guessed = [{**q, "kind": "predict"} if q["objective_id"] == wanted else q for q in data["questions"]]
    assert script.unassessed({**data, "questions": only_guessed}) == [wanted]
    assert script.without_objectives({**data, "objectives": []}) == [
        row["lesson"] for row in script.available(data)
    ]


# Versions and licenses


PROJECT = tomllib.loads(read("pyproject.toml"))["project"]
CITATION = yaml.safe_load(read("CITATION.cff"))
CONTENT = read("LICENSE-content.md")
PACKAGE = json.loads(read("data/datapackage.json"))["resources"]


def test_the_version_is_the_same_everywhere_and_the_changelog_has_it():
    version = PROJECT["version"]
    assert str(CITATION["version"]) == version == __version__
    assert f"## {version} · {CITATION['date-released']}" in read("CHANGELOG.md"), (
        "Give the version a heading in CHANGELOG.md."
    )
    assert f"(version {version})" in read("README.md")


def test_the_citation_file_is_complete():
    assert CITATION["cff-version"] == "1.2.0" and CITATION["type"] == "software"
    assert {"message", "title", "authors", "version", "date-released", "license", "abstract"} <= set(CITATION)
    assert CITATION["authors"] == [{"name": "The Who Enforces What? contributors"}]
    assert CITATION["title"] in read("README.md").replace("*", "")
    assert not CITATION.keys() & {
        "repository-code",
        "url",
        "doi",
    }, "An address: check that it is the real one, then take this line out."


def test_the_licenses_agree():
    license_ = read("LICENSE")
    assert PROJECT["license"] == "BSD-3-Clause" and CITATION["license"] == ["BSD-3-Clause", "CC-BY-4.0"]
    assert (
        license_.startswith("BSD 3-Clause License") and "Neither the name of the copyright holder" in license_
    )
    assert (
        "2026 The Who Enforces What? contributors" in license_
        and "2026 The Who Enforces What? contributors" in CONTENT
    )
    ours = [resource for resource in PACKAGE if resource["publisher"].startswith("Who Enforces What?")]
    assert ours and all([x["name"] for x in resource["licenses"]] == ["CC-BY-4.0"] for resource in ours)


def test_each_license_of_the_data_is_explained():
    names = {x["name"] for resource in PACKAGE for x in resource["licenses"]} - {"US-PD"}
    words = {"CC-BY-4.0": "CC BY 4.0", "CC0-1.0": "CC0 1.0", "ISC": "(ISC)", "MIT": "(MIT)"}
    assert names <= set(words), f"LICENSE-content.md says nothing of {names - set(words)}"
    assert all(words[license_] in CONTENT for license_ in names) and "public\ndomain" in CONTENT


def test_credits_that_a_license_asks_for_are_given():
    asked = {x["title"] for resource in PACKAGE for x in resource["licenses"] if "credit:" in x["title"]}
    for title in asked:
        who, doi = re.search(r"credit: (\w+), DOI (\S+);", title).groups()
        assert f"### {who}" in CONTENT and f"https://doi.org/{doi}" in CONTENT
        named = {
            resource["name"] for resource in PACKAGE if any(x["title"] == title for x in resource["licenses"])
        }
        assert all(f"`{table}`" in CONTENT for table in named), (
            f"{who}: name {sorted(named)} in LICENSE-content.md"
        )
    assert asked and "Copyright 2013-2019 Michael Bostock" in CONTENT
    outlines = [
        resource["name"] for resource in PACKAGE if any(x["name"] == "ISC" for x in resource["licenses"])
    ]
    assert all(f"`{table}`" in CONTENT for table in outlines)


# Forms, rules, words


FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))


def test_there_is_a_form_for_each_kind_of_report():
    assert {path.stem for path in FORMS} == {
        "config",
        "data-correction",
        "legal-update",
        "accessibility-problem",
        "question",
    }
    assert "PULL_REQUEST_TEMPLATE.md" in {path.name for path in PAGES}
    named = {yaml.safe_load(read(path))["name"] for path in FORMS if path.stem != "config"}
    assert {"Data correction", "Legal update", "Accessibility problem"} <= named
    assert all(
        f"*{form}*" in read("README.md")
        for form in ("Data correction", "Legal update", "Accessibility problem")
    )


@pytest.mark.parametrize(
    "path", [path for path in FORMS if path.stem != "config"], ids=lambda path: path.stem
)
def test_a_form_is_one_that_a_code_host_understands(path):
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(form) == {"name", "description", "title", "labels", "body"}
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert {field["type"] for field in fields} <= {"input", "textarea", "dropdown", "checkboxes"}
    assert len({field["id"] for field in fields}) == len(fields) >= 3 and all(
        field["attributes"]["label"] for field in fields
    )
    assert any(field.get("validations", {}).get("required") for field in fields)
    if path.stem != "accessibility-problem":
        assert "Please write nothing about" in form["body"][0]["attributes"]["value"]


def test_contributing_lists_every_house_rule():
    section = read("CONTRIBUTING.md").split("## House rules for lessons")[1].split("\n## ")[0]
    listed = re.findall(r"^\| `(\w+)` \|", section, re.M)
    assert listed == list(RULES), "Make the table in CONTRIBUTING.md agree with tests/project/house/rules.py."


def test_the_readme_can_be_read_by_anyone():
    prose = [sentence for sentence in sentences(read("README.md")) if len(sentence.split()) > 3]
    assert reading_grade(prose) <= 10.5


# Where the course was made is nobody's business. The words are put together here so that this file does not
# name them itself.
WORDS = [
    "ses" + "sion",
    "sub" + "agent",
    "sub-" + "agent",
    "language" + " model",
    "L" + "LM",
    "AI" + " assistant",
]
UNWANTED = re.compile(
    "|".join(
        [
            rf"(?<![.\w])(?:{'|'.join(WORDS)})s?\b",
            r"(?<![\w.])/(?:work|tmp|root)/\w",
            re.escape(str(ROOT)) + r"(?!\w)",
            r"python" + r"hosted\.org",
            r"pypi" + r"\.org",
            r"registry\.npm" + r"js",
            r"conda\.ana" + r"conda\.org",
        ]
    ),
    re.I,
)
TEXTS = {
    ".md",
    ".py",
    ".js",
    ".css",
    ".html",
    ".ipynb",
    ".json",
    ".csv",
    ".yml",
    ".cff",
    ".toml",
    ".lock",
    ".txt",
    "",
}


def unwanted(path: Path, text: str) -> list[str]:
    found = {match.group(0) for match in UNWANTED.finditer(text)}
    if name(path).startswith("data/"):
        found = {word for word in found if not word.lower().startswith(WORDS[0])}  # legislatures meet in them
    return sorted(found)


@pytest.mark.parametrize("suffix", sorted(TEXTS))
def test_no_file_names_the_place_where_it_was_made(suffix):
    files = [path for path in TRACKED if path.suffix == suffix]
    found = {name(path): unwanted(path, path.read_text(encoding="utf-8")) for path in files}
    assert not any(found.values()), {path: words for path, words in found.items() if words}


def test_a_path_a_host_and_a_word_that_do_not_belong_are_found():
    text = (
        f"{ROOT}/x, in this {WORDS[0]}, by a {WORDS[1]} from {'pypi' + '.org'}; see {'/t' + 'mp/a'}; but"
        f" page.{WORDS[0]} is code"
    )
    assert len(unwanted(ROOT / "README.md", text)) == 5
    assert len(unwanted(ROOT / "data" / "law" / "state_laws.csv", text)) == 4
