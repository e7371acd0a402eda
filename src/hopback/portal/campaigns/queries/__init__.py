"""Questions about campaigns, each limited to what the asker may see."""
