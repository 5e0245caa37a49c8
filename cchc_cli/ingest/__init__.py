"""Records on their way into a store; use `input.read_files` and `merge.plan_changes`."""
