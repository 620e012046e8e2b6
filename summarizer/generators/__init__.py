"""Summaries written by a model of one's choice, each sentence checked against the articles."""
