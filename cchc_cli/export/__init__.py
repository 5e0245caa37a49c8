"""Files for other programs; use `store.export_store` and `chart.draw_chart`."""
