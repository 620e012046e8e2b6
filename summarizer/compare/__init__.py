"""Contrasts of articles on one event."""
