"""Lesson 07: weighing what people want."""
