"""The derived tables: one function a table, in the order in which they build on one another."""

from derive.agencies import workforce
from derive.agreements import counts, documents, lifespans
from derive.agreements import roster as agreements
from derive.evidence import series as evidence
from derive.geography import counties, field_offices, office_map, places, shapes, states
from derive.pathway import enforcement

TABLES = {
    "county_fips_changes": counties.county_fips_changes,
    "counties": counties.counties,
    "agreements": agreements.agreements,
    "agreement_documents": documents.agreement_documents,
    "agreement_lifespans": lifespans.agreement_lifespans,
    "places": places.places,  # keeps the rows that the two tables above asked for
    "agreements_monthly": counts.agreements_monthly,
    "agreements_history": counts.agreements_history,
    "agreement_counts": counts.agreement_counts,
    "program_totals": counts.program_totals,
    "states": states.states,
    "field_offices": field_offices.field_offices,
    "state_shapes": shapes.state_shapes,
    "county_shapes": shapes.county_shapes,
    "law_enforcement_employees": workforce.law_enforcement_employees,
    "ice_workforce": workforce.ice_workforce,
    "workforce_monthly": workforce.workforce_monthly,
    "office_shapes": office_map.office_shapes,
    "bookins_monthly": enforcement.bookins_monthly,
    "detention_monthly": enforcement.detention_monthly,
    "detention_by_facility": enforcement.detention_by_facility,
    "arrests_by_office": enforcement.arrests_by_office,
    "court_totals": enforcement.court_totals,
    "federal_totals": enforcement.federal_totals,
    "secure_communities": evidence.secure_communities,
    "reporting_rates": evidence.reporting_rates,
    "opinion": evidence.opinion,
    "arrest_methods": evidence.arrest_methods,
}


def derive(reference):
    """All tables from the folder of reference tables: {name: DataFrame of text}."""
    done = {}
    for name, make in TABLES.items():
        done[name] = make(reference, done)
    return {name: done[name] for name in TABLES}
