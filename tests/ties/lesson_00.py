"""Answers of lesson 00 and its exercise that follow from a tool."""

TIED = {}

READ = {}
