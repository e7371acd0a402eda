"""What the group publishes: aggregate results, lists of providers, reports (A3.9, A3.10, XC.3)."""
