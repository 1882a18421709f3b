"""Answers of lesson 09 and its exercise that follow from a tool."""

TIED = {}

READ = {}
