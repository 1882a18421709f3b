"""The course in a real JupyterLab, driven in Chromium as a learner would: by mouse, by keyboard, on paper.

chromium.py   which browser, and what to say when there is none
lab.py        JupyterLab: start it, open a notebook, run it, save it
page.js       what a page shows, as plain data
visit.py      one visit to a lesson: everything that the tests of lessons ask about, gathered in one go
bench.py      a notebook with one cell for each widget, for the tests that operate them

Leave them out with: python3 start.py test -m "not browser"
"""
