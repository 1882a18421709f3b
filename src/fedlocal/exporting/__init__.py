"""The questions of the course for other systems: Moodle, Canvas, a spreadsheet.

``items`` turns a question of the one schema into what a learning platform can ask → ``collection`` gathers
those of lessons and exercises, and says what stays behind and why → ``moodle``, ``canvas`` and ``sheet``
write them; ``markup`` has the HTML that the first two share. Which rules of the importers they follow stands
in docs/decisions/0024-questions-for-other-systems.md.
"""
