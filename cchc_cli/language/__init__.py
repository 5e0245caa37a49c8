"""How people write: labels and messages in two languages, Vietnamese letters, dates, numbers."""
