"""What the figures rest on: facts, KPI definitions, measurement, statistics. Knows no Django."""
