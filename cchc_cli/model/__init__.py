"""What a record is: its fields, what it refers to, its id, and when it is valid."""
