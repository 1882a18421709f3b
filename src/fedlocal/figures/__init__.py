"""The figures of the lessons: each is a function that reads a table and returns a picture (:mod:`fedlocal.pictures`)."""

from .agencies import agencies_and_agreements, agency_types
from .by_month import growth
from .by_state import four_states, where

__all__ = ["agencies_and_agreements", "agency_types", "four_states", "growth", "where"]
