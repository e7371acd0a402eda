"""Any other table of calls: a few lines of TOML say which column is which."""
