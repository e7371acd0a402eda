"""Questions about tracebacks, each limited to what the asker may see (A3.11)."""
