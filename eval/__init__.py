"""Measures what the library claims: tasks, metrics, baselines, peers and the gate.

`eval` imports `summarizer`, never the other way round, and runs from a checkout.
"""
