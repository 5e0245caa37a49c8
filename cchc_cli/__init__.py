"""cchc: questions about the meetings of Vietnam's Steering Committee for Administrative Reform."""
