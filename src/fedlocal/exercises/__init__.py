"""The exercises: questions for a place, right values, pages, and the copies that learners get."""
