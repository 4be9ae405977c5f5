"""Desk: an editorial workstation that works offline."""

__version__ = "0.1.0"
