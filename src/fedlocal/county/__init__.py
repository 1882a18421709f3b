"""Lesson 09: the brief of one county."""
