"""Lesson 01: who does what."""
