"""Lesson 06: what studies show, and how they know."""
