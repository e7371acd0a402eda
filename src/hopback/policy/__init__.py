"""The Policies and Procedures as code: pure Python, no clock, no I/O."""
