"""What each KPI means: one definition each, whatever shows it and whatever engine counts it."""
