"""Grading a class: each submission is run in a process of its own, and nbgrader's own rules turn what it
shows into points.

``grade`` puts the parts together: ``submissions`` (files → hand-ins) → ``key`` (the instructor's notebook)
→ ``assemble`` (the learner's answers between the instructor's checks) → ``pool``, ``worker``, ``child``,
``runner`` (running it, within ``limits``) → ``scores``, ``results``, ``gradebook`` → ``sheets``, ``pages``
(what people read). docs/decisions/0012-grading.md says why it is built this way.
"""
