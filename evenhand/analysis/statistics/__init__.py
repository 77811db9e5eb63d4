"""Fairness statistics: how sure a figure is."""
