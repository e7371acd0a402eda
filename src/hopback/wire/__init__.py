"""What crosses between portal and provider: versioned messages, the same on both sides."""
