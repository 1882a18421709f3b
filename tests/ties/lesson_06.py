"""Answers of lesson 06 and its exercise that follow from a tool."""

TIED = {}

READ = {}
