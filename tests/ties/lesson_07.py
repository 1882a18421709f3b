"""Answers of lesson 07 and its exercise that follow from a tool."""

TIED = {}

READ = {}
