"""Minsheng: what Chinese governments promise their residents, and what they deliver, as a warehouse."""
