"""Which texts a query matches; knows no store."""
