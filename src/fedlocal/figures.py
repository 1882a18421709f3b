"""The figures of the lessons, each loaded when it is first used: a function that reads a table and returns a
picture (:mod:`fedlocal.drawing.pictures`)."""

from importlib import import_module

HOMES = {  # name -> the module that it stands in
    "agencies_and_agreements": "agreements.figures",
    "agency_types": "agreements.figures",
    "chains_of_command": "agencies.figures",
    "claim_verdicts": "rights.figures",
    "court_files": "pathway.figures",
    "deportation_numbers": "pathway.figures",
    "four_states": "agreements.figures",
    "growth": "agreements.figures",
    "local_cooperation": "evidence.figures",
    "mainly_ice": "agencies.duty_figure",
    "models_studied": "evidence.models_studied",
    "most_often_first": "tradeoffs.figures",
    "outcomes": "pathway.outcomes",
    "police_by_state": "agencies.figures",
    "postures": "states.figures",
    "reporting": "evidence.reporting",
    "reporting_by_state": "evidence.reporting",
    "rollout": "evidence.rollout_map",
    "scale": "agencies.figures",
    "states_and_agreements": "evidence.figures",
    "where": "agreements.figures",
    "where_arrests_happen": "pathway.arrest_places",
    "wording": "evidence.figures",
}
__all__ = list(HOMES)


def __getattr__(name: str):
    if name not in HOMES:
        raise AttributeError(f"There is no figure {name!r}. There are: {', '.join(HOMES)}.")
    return getattr(import_module(f".{HOMES[name]}", __package__), name)


def __dir__():
    return __all__
