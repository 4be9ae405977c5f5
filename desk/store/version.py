"""Which version of the tables this program knows."""

HEAD = "0013"
"""The newest migration; versions are four digits, so that newer ones compare greater."""
