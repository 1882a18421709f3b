"""Walks along the path of a case: what can happen next, what the facts close, where a walk passes and can
end."""

from __future__ import annotations

from .graph import Case, Limit, Map, Way, build, build_cases, read_map

__all__ = [
    "Case",
    "Limit",
    "Map",
    "Way",
    "build",
    "build_cases",
    "check_walk",
    "choices",
    "loops",
    "reachable",
    "read_map",
    "records",
    "said",
    "states",
    "trail",
    "without_end",
]


BOUNDS = {
    "at_least": "at least",
    "at_most": "at most",
    "aim": "if possible within",
    "lasts": "for",
    "presumed": "presumed reasonable for",
}


def said(limit: Limit) -> str:
    """A limit in words, such as "at most 30 days".

    >>> said(read_map().steps["bond"].limits[0])
    'at least $1,500'
    """
    if limit.unit == "dollars":
        return f"{BOUNDS[limit.bound]} ${limit.value:,}"
    return f"{BOUNDS[limit.bound]} {limit.value} {limit.unit}"


def trail(graph: Map, start: str, walk) -> list[str]:
    """The steps that a walk passes, its start first. Raises :class:`ValueError` where two ways do not join.

    >>> trail(read_map(), "audit", ["au_fine", "fn_final"])
    ['audit', 'fine_notice', 'employer_done']
    """
    steps = [start]
    for way_id in walk:
        way = graph.ways[way_id]
        if way.start != steps[-1]:
            raise ValueError(
                f"The way {way_id!r} leaves {way.start!r}, but the walk stands at {steps[-1]!r}."
            )
        steps.append(way.end)
    return steps


def choices(graph: Map, steps: list[str], facts: dict[str, str]) -> tuple[list[Way], list[Way]]:
    """What can happen after the walk so far (``steps``), and what the facts of the case close.

    Ways that only make sense after another way in (an appeal about protection, say) are left out of both.

    >>> graph = read_map()
    >>> open_, closed = choices(graph, ["ice_arrest", "procedure"], {"entry": "admitted", "prior_order": "no",
    ...     "record": "none"})
    >>> [way.end for way in closed]
    ['expedited', 'reinstatement', 'administrative']
    """
    here = graph.after(steps[-1])
    named = {step_id for way in here for step_id in way.via}
    latest = next((step_id for step_id in reversed(steps[:-1]) if step_id in named), "")
    fitting = [way for way in here if not way.via or latest in way.via]
    return [way for way in fitting if way.fits(facts)], [way for way in fitting if not way.fits(facts)]


def check_walk(graph: Map, case: Case, walk=None) -> list[str]:
    """The trail of a walk of this case (its own, if none is given), each way of it open when it is taken.

    Raises :class:`ValueError` that names the way that is closed and why.

    >>> from fedlocal.ground.tables import rows
    >>> check_walk(read_map(), build_cases(rows("pathway_cases"))["restaurant"])[-1]
    'employer_done'
    """
    taken = case.walk if walk is None else tuple(walk)
    for count, way_id in enumerate(taken):
        open_, closed = choices(graph, trail(graph, case.start, taken[:count]), case.facts)
        if way_id not in {way.id for way in open_}:
            reason = next((way.closed for way in closed if way.id == way_id), "It does not follow from here.")
            raise ValueError(f"{case.title}: the way {way_id!r} cannot be taken. {reason}")
    return trail(graph, case.start, taken)


def reachable(graph: Map, start: str) -> set[str]:
    """Every step and end to which some way leads from ``start``, itself included.

    >>> "removed" in reachable(read_map(), "audit")
    False
    """
    seen, waiting = {start}, [start]
    while waiting:
        for way in graph.after(waiting.pop()):
            if way.end not in seen:
                seen.add(way.end)
                waiting.append(way.end)
    return seen


def records(graph: Map, cases: dict[str, Case]) -> dict[str, int]:
    """How many of the people in these cases have a conviction, a charge, or neither, by ICE's own labels.

    A case is a person's if some way from its start ends in removal; an employer's audit is not.

    >>> from fedlocal.ground.tables import rows
    >>> records(read_map(), build_cases(rows("pathway_cases")))
    {'convicted': 2, 'pending_charges': 2, 'other_violator': 4}
    """
    of = {"none": "other_violator", "charged": "pending_charges"}  # every other record is a conviction
    people = [
        of.get(case.facts["record"], "convicted")
        for case in cases.values()
        if "removed" in reachable(graph, case.start)
    ]
    return {label: people.count(label) for label in ("convicted", "pending_charges", "other_violator")}


def without_end(graph: Map) -> set[str]:
    """Steps from which no way leads to an end; an empty set for a sound map. Loops do not count as a way on.

    >>> without_end(read_map())
    set()
    """
    ending = {id_ for id_, step in graph.steps.items() if step.kind == "end"}
    while grown := {way.start for way in graph.ways.values() if way.end in ending and not way.back} - ending:
        ending |= grown
    return set(graph.steps) - ending


def states(graph: Map, facts: dict[str, str]) -> dict[tuple[str, ...], list[tuple[Way, tuple[str, ...]]]]:
    """Every situation that a walk can be in, with the ways open there and the situation each leads to.

    A situation is the present step (last) after those steps that can still matter, in the order in which the
    walk was last there: for each step that asks where one came from, the latest of the steps that it asks
    about. So it decides all that can follow. ``facts`` may be empty; then nothing is closed.

    >>> ("procedure", "hearing", "relief") in states(read_map(), {})
    True
    """
    asked = {frozenset(step_id for way in graph.after(id_) for step_id in way.via) for id_ in graph.steps} - {
        frozenset()
    }

    def following(state: tuple[str, ...], end: str) -> tuple[str, ...]:
        passed = [step_id for step_id in state if step_id != end]
        latest = {next((step_id for step_id in reversed(passed) if step_id in group), "") for group in asked}
        return (*(step_id for step_id in passed if step_id in latest), end)

    found: dict[tuple[str, ...], list[tuple[Way, tuple[str, ...]]]] = {}
    waiting: list[tuple[str, ...]] = [(id_,) for id_, step in graph.steps.items() if step.kind == "start"]
    while waiting:
        state = waiting.pop()
        if state not in found:
            open_, _ = choices(graph, list(state), facts)
            found[state] = [(way, following(state, way.end)) for way in open_]
            waiting += [after for _, after in found[state]]
    return found


def loops(graph: Map) -> set[str]:
    """Steps on a circle of ways of which none is marked as going back; an empty set for a sound map.

    >>> loops(read_map())
    set()
    """
    onward = {
        state: {following for way, following in ways if not way.back}
        for state, ways in states(graph, {}).items()
    }
    while ended := {state for state, following in onward.items() if not following & set(onward)}:
        onward = {state: following for state, following in onward.items() if state not in ended}
    while first := set(onward) - {state for following in onward.values() for state in following}:
        onward = {state: following for state, following in onward.items() if state not in first}
    return {state[-1] for state in onward}
