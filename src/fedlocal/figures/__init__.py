"""The figures of the lessons: each is a function that reads a table and returns a picture (:mod:`fedlocal.pictures`)."""

from .agencies import agencies_and_agreements, agency_types
from .arrest_places import where_arrests_happen
from .by_month import growth
from .by_state import four_states, where
from .command import chains_of_command
from .postures import postures
from .confounded import states_and_agreements
from .counties_on import rollout
from .models_studied import models_studied
from .outcomes import outcomes
from .polls import local_cooperation, wording
from .reporting import reporting, reporting_by_state
from .staff import police_by_state, scale
from .totals import court_files, deportation_numbers
from .verdicts import claim_verdicts

__all__ = [
    "agencies_and_agreements", "agency_types", "chains_of_command", "claim_verdicts", "court_files", "deportation_numbers", "four_states", "growth",
    "local_cooperation", "models_studied", "outcomes", "police_by_state", "postures", "reporting",
    "reporting_by_state", "rollout", "scale", "states_and_agreements", "where", "where_arrests_happen",
    "wording",
]
