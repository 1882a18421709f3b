"""Lesson 04: the 287(g) program."""
