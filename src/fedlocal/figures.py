"""The figures of the lessons: each is a function that reads a table and returns a picture
(:mod:`fedlocal.drawing.pictures`)."""

from .agencies.figures import chains_of_command, police_by_state, scale
from .agreements.figures import agencies_and_agreements, agency_types, four_states, growth, where
from .evidence.figures import local_cooperation, models_studied, states_and_agreements, wording
from .evidence.reporting import reporting, reporting_by_state
from .evidence.rollout_map import rollout
from .pathway.arrest_places import where_arrests_happen
from .pathway.figures import court_files, deportation_numbers
from .pathway.outcomes import outcomes
from .rights.figures import claim_verdicts
from .states.figures import postures

__all__ = [
    "agencies_and_agreements",
    "agency_types",
    "chains_of_command",
    "claim_verdicts",
    "court_files",
    "deportation_numbers",
    "four_states",
    "growth",
    "local_cooperation",
    "models_studied",
    "outcomes",
    "police_by_state",
    "postures",
    "reporting",
    "reporting_by_state",
    "rollout",
    "scale",
    "states_and_agreements",
    "where",
    "where_arrests_happen",
    "wording",
]
