"""Colors, shapes and fonts, and the sign, word and tint of each verdict."""

from __future__ import annotations

COLOURS = {
    "ink": "#1F2933",
    "muted": "#52606D",
    "line": "#D5DBE1",
    "ground": "#FFFFFF",
    "wash": "#F6F8FA",
    "federal": "#5B3A8E",
    "state": "#8A6100",
    "local": "#0F766E",
    "court": "#8A4B2A",
    "jem": "#1B6CA8",
    "wso": "#C77A00",
    "tfm": "#14452F",
    "guess": "#A8175F",
}
SHAPES = {"federal": "◆", "state": "▲", "local": "●", "court": "■"}
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif"
# An answer is always a sign, a word and a sentence; the tint only repeats it.
VERDICTS = {
    "yes": ("✓", "Yes", "#E3F1EE", "#0F766E"),
    "no": ("✕", "No", "#F4ECE6", "#8A4B2A"),
    "only_if": ("◐", "Only if", "#FBF2DC", "#8A6100"),
    "contested": ("⇄", "Contested", "#EFEAF6", "#5B3A8E"),
    "not_reached": ("–", "Not reached", "#F1F3F5", "#52606D"),
    "must": ("▲", "Must", "#E4EEF6", "#1B6CA8"),
    "must_some": ("△", "Must in some cases", "#EEF4F9", "#1B6CA8"),
    "may": ("✓", "May", "#E3F1EE", "#0F766E"),
    "must_not": ("✕", "Must not", "#F4ECE6", "#8A4B2A"),
    "read": ("✎", "Your reading", "#FFFFFF", "#52606D"),
    "unknown": ("?", "Unknown", "#F1F3F5", "#52606D"),
}
