"""The words of the subject that every lesson shares: the forms of 287(g) agreements, the levels of
government."""

from __future__ import annotations

LEVELS = {"federal": "Federal", "court": "Courts", "state": "State", "local": "Local"}
MODELS = {"jem": "Jail Enforcement Model", "wso": "Warrant Service Officer", "tfm": "Task Force Model"}
REGIMES = {"none": "No agreement", **{model: MODELS[model] for model in ("wso", "jem", "tfm")}}  # by reach
