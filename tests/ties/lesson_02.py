"""Answers of lesson 02 and its exercise that follow from a tool."""

TIED = {}

READ = {}
