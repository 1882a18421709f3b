"""Answers of lesson 05 and its exercise that follow from a tool."""

TIED = {}

READ = {}
