"""Files for other programs; enter by `sqlite.write_database` and `chart.draw_chart`."""
