"""Which texts a query matches; knows no store. Entered by `parse_query`, `Terms` and `Search`."""
