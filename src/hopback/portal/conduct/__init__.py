"""Conduct: what every provider group did, factor by factor, and findings of non-cooperation on it (A1.3, A3.10)."""
