"""Files for other programs; use `sqlite.write_database` and `chart.draw_chart`."""
