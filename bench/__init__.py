"""Ours beside the best other way to do the same work, and beside the limit, in one run on one machine."""
