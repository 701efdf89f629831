"""Rendered performances with exactly known beats, and the beat network trained on them."""
