"""Questions about what came in, asked by staff."""
