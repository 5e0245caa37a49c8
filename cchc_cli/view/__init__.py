"""What people read, before it has an output format: cells, columns, inferred values, citations."""
