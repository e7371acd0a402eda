"""Questions about the registry, each limited to what the asker may see."""
