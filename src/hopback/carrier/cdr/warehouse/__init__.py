"""The same searches on a table the provider already has; nothing is copied."""
