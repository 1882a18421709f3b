"""Lesson 02: what law lets each officer do, and what states add."""
