"""Language: translation, Vietnamese diacritics, dates, numbers, names similar to a wrong one."""
