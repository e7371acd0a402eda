"""What came in of complaints since yesterday, and what it touches: campaigns, call-back numbers, tracebacks (A1.7)."""
