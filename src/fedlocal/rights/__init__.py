"""Lesson 08: rights, and whom to trust for facts."""
