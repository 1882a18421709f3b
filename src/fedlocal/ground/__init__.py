"""The ground: tables, sources, places, progress, and how the course writes numbers and dates."""
