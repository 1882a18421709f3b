"""Lesson 03: from an encounter to an outcome."""
