"""Answers of lesson 04 and its exercise that follow from a tool."""

TIED = {}

READ = {}
