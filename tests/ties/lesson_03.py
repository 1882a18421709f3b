"""Answers of lesson 03 and its exercise that follow from a tool."""

TIED = {}

READ = {}
