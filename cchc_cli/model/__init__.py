"""The record types, references between records, and validation; entry point: `records`."""
