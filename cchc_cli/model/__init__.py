"""What a record is, what it refers to, when it is valid; enter by `records`."""
