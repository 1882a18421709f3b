"""The floors of the package: no module imports from a floor above its own, and none in a circle."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "fedlocal"
FLOORS = {
    "descriptor": 1, "tables": 1, "sources": 1, "store": 1, "prose": 1, "lessons": 1,
    "formats": 1, "vocabulary": 1, "palette": 1, "svg": 1, "templates": 1, "piece": 1,
    "agreements": 2, "authority": 2, "authority_rules": 2, "papers": 2, "county_months": 2, "models": 2, "cases": 2, "questions": 2,
    "duties": 2, "claims": 2, "stale": 2, "places": 2, "web_claims": 2, "encounters": 2, "answers": 2, "documents": 2,
    "state_choices": 2, "detainers": 2, "events": 2, "pathway": 2, "pathway_map": 2, "offices": 2,
    "totals": 2, "trends": 2, "tradeoffs": 2, "hearing": 2, "sorting": 2, "balance": 2, "evidence": 2,
    "rollout": 2, "worlds": 2, "replications": 2, "brief": 2, "brief_law": 2, "tradeoff_matrix": 2,
    "rulings": 2, "studied": 2, "brief_agreements": 2, "state_rules": 2,
    "brief_parts": 2, "growth": 2, "progress_file": 2, "exercises": 2, "exercise_values": 2, "exercise_words": 2, "exercise_marks": 2,
    "pictures": 3, "maps": 3, "charts": 3, "figures": 3, "checks": 3, "pieces": 3, "texts": 3,
    "channels": 3, "strokes": 3, "tradeoff_report": 3, "tradeoff_view": 3, "strips": 3, "timelines": 3,
    "capstone": 3, "pathway_picture": 3, "trendcharts": 3, "brief_pages": 3, "exercise_views": 3,
    "doors": 3,
    "release": 4, "handout": 4, "widgets": 4, "cli": 4, "grading": 4,
}
HEAVY = {"ipywidgets", "anywidget", "traitlets"}


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Names of the package's own modules (first part) and of outside packages that a file imports."""
    depth = len(path.relative_to(SOURCE).parts)
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.ImportFrom) and node.level == depth:
            found |= {"fedlocal." + (node.module.split(".")[0] if node.module else alias.name) for alias in node.names}
    return found


MODULES = [path for path in SOURCE.rglob("*.py") if path.name != "__init__.py" or path.parent != SOURCE]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_module_imports_from_its_own_floor_or_below(path):
    own = FLOORS.get(name_of(path))
    assert own, f"{path.name} stands on no floor. Enter it in FLOORS."
    above = [one for one in imports(path) if one.startswith("fedlocal.") and FLOORS[one.split(".")[1]] > own]
    assert not above, f"{path.name} (floor {own}) imports from above: {above}. Move what it needs down."


PLAYS_THE_LEARNER = {"grading/worker.py", "grading/shell.py"}  # they run what a learner wrote, which begins with the face


def uses_the_face(path: Path) -> bool:
    """Whether a file imports the package itself: the names that learners use, made of everything inside."""
    depth, modules = len(path.relative_to(SOURCE).parts), {name_of(module) for module in MODULES}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import) and any(alias.name == "fedlocal" for alias in node.names):
            return True
        if isinstance(node, ast.ImportFrom) and node.level == depth and not node.module:
            if any(alias.name not in modules for alias in node.names):
                return True
    return False


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_nothing_inside_imports_the_face(path):
    inside = path.relative_to(SOURCE).as_posix()
    assert uses_the_face(path) == (inside in PLAYS_THE_LEARNER), f"{inside}: import the module that knows it, not fedlocal itself."


def test_the_floors_name_modules_that_are_there():
    assert set(FLOORS) == {name_of(path) for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_the_top_floor_knows_widgets(path):
    if FLOORS[name_of(path)] < 4:
        assert not imports(path) & HEAVY, f"{path.name} imports a widget library. Keep views in widgets/."


def test_no_circles():
    graph = {name_of(path): {one.split(".")[1] for one in imports(path) if one.startswith("fedlocal.")} for path in MODULES if path.parent == SOURCE}
    done, open_ = set(), []

    def visit(name):
        assert name not in open_, f"Import circle: {' -> '.join([*open_, name])}"
        if name not in done and name in graph:
            open_.append(name)
            for one in sorted(graph[name] - {name}):
                visit(one)
            open_.pop()
            done.add(name)

    for name in graph:
        visit(name)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_fits_on_two_screens(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 220, f"{path.name} has {lines} lines. Split it by what it is about."
