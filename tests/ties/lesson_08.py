"""Answers of lesson 08 and its exercise that follow from a tool."""

TIED = {}

READ = {}
