"""Pages of lawful requests."""
