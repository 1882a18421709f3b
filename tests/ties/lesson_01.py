"""Answers of lesson 01 and its exercise that follow from a tool."""

TIED = {}

READ = {}
