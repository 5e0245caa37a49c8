"""Records on their way into a store: read, recognised, validated, merged."""
