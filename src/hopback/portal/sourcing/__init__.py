"""Sources, campaigns, candidates and their due diligence (Article 4)."""
