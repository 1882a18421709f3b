"""The widgets of the course, each loaded when it is first used."""

from importlib import import_module

_HOMES = {
    "Quiz": "quiz",
    "ModelComparator": "model_comparator",
    "SameCaseFourRegimes": "same_case",
    "AgreementExplorer": "agreement_explorer",
    "AgreementMap": "agreement_map",
    "PreCheck": "precheck",
    "RoleSorter": "role_sorter",
    "AgencyCards": "agency_cards",
    "AuthorityChecker": "authority_checker",
    "PaperReader": "paper_reader",
    "ClaimChecker": "claim_checker",
    "EncounterCards": "encounter_cards",
    "StateCompare": "state_compare",
    "DetainerDecision": "detainer_decision",
    "DevelopmentsTimeline": "developments_timeline",
    "CasePathway": "case_pathway",
    "FieldOfficeFinder": "field_office_finder",
    "EnforcementTrends": "enforcement_trends",
    "ArgumentSort": "argument_sort",
    "TradeoffStudio": "tradeoff_studio",
    "CouncilHearing": "council_hearing",
    "EvidenceExplorer": "evidence_explorer",
    "StaggeredRollout": "staggered_rollout",
    "ReplicateAFigure": "replicate_a_figure",
    "CountyBrief": "county_brief",
    "PostCheck": "post_check",
}
__all__ = list(_HOMES)


def __getattr__(name: str):
    if name not in _HOMES:
        raise AttributeError(f"There is no widget {name!r}. There are: {', '.join(_HOMES)}.")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__():
    return __all__
