"""How people write: two languages, Vietnamese letters, dates, numbers, and misspelt names."""
