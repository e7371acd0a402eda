"""The list of Do Not Originate numbers, as the registry gives it out and gateways take it (XB.1, XB.6, XB.7)."""
