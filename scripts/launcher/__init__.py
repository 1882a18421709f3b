"""What `python3 start.py` does. Standard library only: it runs before anything is installed.

problems.py     what can go wrong, and the mend
machine.py      paths, processes, ports and locks on Linux, macOS and Windows
environment.py  .venv: is it sound, make it, bring it up to date
copies.py       the learner's own copies of the lessons in my-course
lab.py          JupyterLab: start, wait until it answers, stop
main.py         options and the order of it all
"""
