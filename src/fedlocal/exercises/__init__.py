"""The exercises: tasks, right values, judging, and the copies that learners get."""
