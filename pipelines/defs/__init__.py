"""Dagster: assets, jobs, schedule and sensors. Thin: the work is done by the rooms below."""
