"""Records on their way into a store; enter by `input.read_files` and `merge.plan_changes`."""
