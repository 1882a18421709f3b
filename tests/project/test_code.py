"""ruff and mypy have nothing to say of the code, and nothing is wider than 110 columns."""

import ast
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("src", "tests", "scripts", "bench", "browser", "jupyter")
FILES = sorted(
    path
    for path in [
        *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".js")),
        *ROOT.glob("*.py"),
        ROOT / "exercises" / "nbgrader_config.py",
    ]
    if "__pycache__" not in path.parts
)
WIDTH = 110
NO_NOUNS = {"one", "said", "shown", "held", "told", "met"}  # such a name does not say what it holds
WRONG = """
count: int = "three"

def first(words: list[str] = None):
    return 1 + "one"

last = len("three")  # type: ignore[arg-type]
bare = 1 + "one"  # type: ignore
"""


def run(*words: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("words", [("check",), ("format", "--check")], ids=" ".join)
def test_ruff_has_nothing_to_say(words):
    found = run("ruff", *words, "--no-cache", *(path.as_posix() for path in FILES if path.suffix == ".py"))
    assert found.returncode == 0, f"{found.stdout}{found.stderr}\nMend: ruff check --fix; ruff format"


def test_the_types_hold():
    found = run("mypy")
    assert found.returncode == 0, f"{found.stdout}{found.stderr}\nMend the annotation, or narrow the value."


def test_wrong_types_are_told(tmp_path):
    file = tmp_path / "wrong.py"
    file.write_text(WRONG, encoding="utf-8")
    found = run("mypy", str(file))
    lines = [line for line in found.stdout.splitlines() if ": error: " in line]
    errors = {
        (int(line.split(": error: ")[0].rpartition(":")[2]), line.rpartition("  ")[2]) for line in lines
    }
    assert errors == {
        (2, "[assignment]"),
        (4, "[assignment]"),
        (5, "[operator]"),
        (7, "[unused-ignore]"),
        (8, "[ignore-without-code]"),
    }


def too_wide(text: str) -> list[int]:
    """Numbers of the lines wider than the limit.

    >>> too_wide("a" * 110 + "\\n" + "b" * 111)
    [2]
    """
    return [number for number, line in enumerate(text.split("\n"), 1) if len(line) > WIDTH]


def test_no_line_is_wider_than_the_limit():
    assert len(FILES) > 200
    wide = {path.relative_to(ROOT).as_posix(): too_wide(path.read_text(encoding="utf-8")) for path in FILES}
    assert not {name: lines for name, lines in wide.items() if lines}


def test_no_folder_of_code_or_tests_is_passed_over():
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    patterns = [*tools["pytest"]["ini_options"]["norecursedirs"], *tools["ruff"]["extend-exclude"]]
    folders = [path for part in ("src", "tests") for path in (ROOT / part).rglob("[!_]*") if path.is_dir()]
    assert len(folders) > 25
    over = [
        path for path in folders if any(fnmatch(path.name, p) or path.match(p) for p in patterns if p != ".*")
    ]
    assert not over, f"pytest or ruff would pass over {over}. Make the pattern in pyproject.toml narrower."


def calls_of(name: str, text: str) -> list[int]:
    """Numbers of the lines on which a function of this name is called.

    >>> calls_of("eval", "x = 1\\neval('x')")
    [2]
    """
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


def test_nothing_in_a_table_is_run_as_code():
    modules = [path for path in FILES if path.is_relative_to(ROOT / "src") and path.suffix == ".py"]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in modules}
    evaluated = {name for name, text in texts.items() if calls_of("eval", text)}
    assert not evaluated, "A cell names a function (fedlocal.ground.computed); nothing is evaluated."
    run_as_code = {name for name, text in texts.items() if calls_of("exec", text)}
    assert run_as_code == {"src/fedlocal/exercises/release.py"}, "Only our own notebooks are run."


def unclear_names(text: str) -> list[tuple[int, str]]:
    """(line, name) of the variables and parameters whose name is none; attributes of classes may keep theirs.

    >>> unclear_names("for one in rows: pass\\nkey = lambda held: [said for said in held]")
    [(1, 'one'), (2, 'held'), (2, 'said')]
    >>> unclear_names("class Form:\\n    said = ''\\n    held: int = 0\\n    def ask(_, told): shown = told")
    [(4, 'shown'), (4, 'told')]
    """
    nodes = list(ast.walk(ast.parse(text)))
    attributes = {
        name
        for node in nodes
        if isinstance(node, ast.ClassDef)
        for statement in node.body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        for name in (statement.targets if isinstance(statement, ast.Assign) else [statement.target])
    }
    named = [
        (node.lineno, node.id if isinstance(node, ast.Name) else node.arg)
        for node in nodes
        if isinstance(node, ast.arg)
        or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node not in attributes)
    ]
    return sorted((line, name) for line, name in named if name in NO_NOUNS)


def test_variables_are_called_by_what_they_hold():
    modules = {path.relative_to(ROOT).as_posix(): path for path in FILES if path.suffix == ".py"}
    assert {"src", "tests", "scripts", "bench"} <= {name.partition("/")[0] for name in modules}
    unclear = {name: unclear_names(path.read_text(encoding="utf-8")) for name, path in modules.items()}
    unclear = {name: names for name, names in unclear.items() if names}
    assert not unclear, (
        f"{unclear}\nMend: call it by the noun of what it holds (rule, row, sentence, office)."
    )
