"""The registry of Do-Not-Originate: numbers that only receive, stopped wherever they show as the caller (XB.1-XB.8)."""
