"""Signed evidence: what a PASSporT and the certificate behind it say of a call, and how far that can be believed.

Nothing here raises for what somebody else wrote: a malformed thing is a finding.
"""
