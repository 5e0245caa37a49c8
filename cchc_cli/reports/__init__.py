"""Answers that need arithmetic."""
