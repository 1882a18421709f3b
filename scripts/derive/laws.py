"""state_laws and state_posture: what each state's law says, with how sure we are; the sentences are ours."""

from derive.common import read, read_input

NOT_LAW = {"enactment_not_verified", "enrolled_signature_not_seen", "passed_signature_not_seen"}
NOT_VERIFIED = {"AK", "HI", "KY", "MI"}
FLAGS = [
    "requires_287g",
    "bars_287g",
    "requires_detainers",
    "restricts_detainers",
    "restricts_status_questions",
    "restricts_release_notice",
    "bans_local_limits",
    "limits_detention_contracts",
]
TRACKER = "github.com/recoveredfactory/287g-watch legislation_stance.yaml (AI-researched lead, 22 Sept 2026)"
PLAIN_SOURCE = [  # (how the reference names a source that is no address, how we do)
    ("github.com/recoveredfactory/287g-watch", TRACKER),
    (
        "github.com/kevinnbass/ice_violent_confrontations",
        "github.com/kevinnbass/ice_violent_confrontations (a lead: its table of states)",
    ),
    ("GitHub evidence index", "index of evidence in a public repository (a lead)"),
]


def state_laws(reference, done):
    """One row per statewide instrument (statute, order, directive, ruling, or 'none found')."""
    table = read(reference, "state_laws")
    table["what_it_does"] = table.instrument_id.map(
        read_input("law_texts").set_index("instrument_id").what_it_does
    )
    for column in ("source_1", "source_2"):
        table[column] = table[column].map(_source)
    unsure = (table.confidence == "lead_only") | table.status.isin(NOT_LAW)
    table["printable"] = unsure.map({True: "false", False: "true"})
    columns = [
        "instrument_id",
        "state_abbr",
        "instrument",
        "kind",
        "citation",
        "year_enacted",
        "effective",
        "what_it_does",
        *FLAGS,
        "status",
        "as_of",
        "source_1",
        "source_2",
        "confidence",
        "printable",
    ]
    return table[columns].sort_values("instrument_id", ignore_index=True)


def _source(text):
    return next((ours for start, ours in PLAIN_SOURCE if text.startswith(start)), text)


def state_posture(reference, done):
    """One row per state: the rule's verdict, and what may be shown."""
    table = read(reference, "state_posture").rename(columns={"basis": "posture_basis"})
    hidden = (table.confidence == "lead_only") | table.state_abbr.isin(NOT_VERIFIED)
    table["shown_as"] = table.posture.where(~hidden, "not_verified")
    table["note"] = table.state_abbr.map(read_input("posture_notes").set_index("state_abbr").note).fillna("")
    columns = ["state_abbr", "posture", "shown_as", "posture_basis", "as_of", "confidence", "note"]
    return table[columns].sort_values("state_abbr", ignore_index=True)
