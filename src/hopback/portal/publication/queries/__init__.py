"""Questions about what is published, and to whom."""
