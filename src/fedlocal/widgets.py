"""The widgets of the course, each loaded when it is first used."""

from importlib import import_module

HOMES = {  # name -> the module that it stands in
    "Quiz": "lesson.quiz",
    "Predict": "lesson.predict",
    "ModelComparator": "agreements.model_comparator",
    "SameCaseFourRegimes": "agreements.same_case",
    "AgreementExplorer": "agreements.agreement_explorer",
    "AgreementMap": "agreements.agreement_map",
    "PreCheck": "lesson.precheck",
    "RoleSorter": "agencies.role_sorter",
    "AgencyCards": "agencies.agency_cards",
    "AuthorityChecker": "law.authority_checker",
    "PaperReader": "law.paper_reader",
    "ClaimChecker": "rights.claim_checker",
    "EncounterCards": "rights.encounter_cards",
    "StateCompare": "states.state_compare",
    "DetainerDecision": "states.detainer_decision",
    "DevelopmentsTimeline": "states.developments_timeline",
    "CasePathway": "pathway.case_pathway",
    "FieldOfficeFinder": "pathway.field_office_finder",
    "EnforcementTrends": "pathway.enforcement_trends",
    "ArgumentSort": "tradeoffs.argument_sort",
    "TradeoffStudio": "tradeoffs.tradeoff_studio",
    "CouncilHearing": "tradeoffs.council_hearing",
    "EvidenceExplorer": "evidence.evidence_explorer",
    "StaggeredRollout": "evidence.staggered_rollout",
    "ReplicateAFigure": "evidence.replicate_a_figure",
    "CountyBrief": "county.county_brief",
    "PostCheck": "lesson.post_check",
}
__all__ = list(HOMES)


def __getattr__(name: str):
    if name not in HOMES:
        raise AttributeError(f"There is no widget {name!r}. There are: {', '.join(HOMES)}.")
    return getattr(import_module(f".{HOMES[name]}", __package__), name)


def __dir__():
    return __all__
