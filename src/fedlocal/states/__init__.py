"""Lesson 05: what states and local governments choose."""
