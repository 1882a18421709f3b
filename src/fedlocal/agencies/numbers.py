"""Numbers of lessons, on agencies and their people: cells of the tables name these functions."""

from __future__ import annotations

from ..ground.computed import Desk


def field_offices(desk: Desk) -> int:
    """How many field offices ICE's page lists.

    >>> from fedlocal.ground.tables import load
    >>> field_offices(Desk(load))
    25
    """
    return len(desk.load("field_offices"))


def employees(desk: Desk, agency: str, month: str) -> int:
    """How many people an agency employed in a month, such as "2026-01".

    >>> from fedlocal.ground.tables import load
    >>> employees(Desk(load), "ice", "2026-01")
    30461
    """
    people = desk.rows("workforce_monthly")
    return next(row["headcount"] for row in people if (row["agency_id"], row["month"]) == (agency, month))


def employees_over_time(desk: Desk, agency: str, *months: str) -> tuple[int, ...]:
    """How many people an agency employed in each of several months.

    >>> from fedlocal.ground.tables import load
    >>> employees_over_time(Desk(load), "ice", "2025-01", "2026-01")
    (20594, 30461)
    """
    return tuple(employees(desk, agency, month) for month in months)


def duties(desk: Desk, *agencies: str) -> int:
    """How many duties are mainly the job of one of these agencies, and of no other.

    >>> from fedlocal.ground.tables import load
    >>> duties(Desk(load), "ero", "hsi", "opla")
    6
    """
    return int(desk.load("duties")["agencies"].isin(agencies).sum())


def shared_duties(desk: Desk) -> int:
    """How many duties are the job of more than one agency.

    >>> from fedlocal.ground.tables import load
    >>> shared_duties(Desk(load))
    4
    """
    return int((desk.load("duties")["alone_or_shared"] == "shared").sum())


def officers_per_ice_employee(desk: Desk) -> int:
    """State, county, city, campus and tribal officers for each person whom ICE employs, as a whole number.

    >>> from fedlocal.ground.tables import load
    >>> officers_per_ice_employee(Desk(load))
    27
    """
    police = desk.load("law_enforcement_employees").query("agency_type != 'federal'")
    return round(police["officers"].sum() / desk.load("ice_workforce")["headcount"].sum())


def job_series_share(desk: Desk, series: str) -> int:
    """The share of ICE's employees in a job series, such as "1801", in whole percent.

    >>> from fedlocal.ground.tables import load
    >>> job_series_share(Desk(load), "1801")
    41
    """
    workforce = desk.load("ice_workforce")
    within = workforce.query("series_code == @series")["headcount"].sum()
    return round(100 * within / workforce["headcount"].sum())
