"""nbgrader's settings for this folder. Run its commands here:
cd exercises, then nbgrader autograde 02_law_and_authority."""

from nbgrader import preprocessors

c = get_config()  # noqa: F821 (nbgrader gives it)
c.CourseDirectory.course_id = "who-enforces-what"

# A learner's answer cell keeps the empty form that stands above the solution; this line follows it.
c.ClearSolutions.code_stub = {"python": "# Run this cell, then the next one."}
c.ClearSolutions.text_stub = "*Double-click here, delete this line, and write.*"

# nbgrader's own list without ClearOutput: cards and questions stand in a copy before anything is run.
# (`fedlocal release` has taken the outputs of answers and checks away. Grading still clears all outputs.)
c.GenerateAssignment.preprocessors = [
    preprocessors.IncludeHeaderFooter,
    preprocessors.LockCells,
    preprocessors.ClearSolutions,
    preprocessors.CheckCellMetadata,
    preprocessors.ComputeChecksums,
    preprocessors.SaveCells,
    preprocessors.ClearHiddenTests,
    preprocessors.ClearMarkScheme,
    preprocessors.ComputeChecksums,
    preprocessors.CheckCellMetadata,
]

# A cell that never ends stops after this many seconds; the rest of the notebook is still graded.
c.Execute.timeout = 60
