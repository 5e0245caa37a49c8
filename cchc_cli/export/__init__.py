"""Files for other programs: a SQLite database, a chart."""
