"""Questions about organisations, each limited to what the asker may see."""
