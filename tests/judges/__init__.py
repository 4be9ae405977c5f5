"""Judges of exported pages that know nothing of how they were made."""
