"""Who is a member, at which tier, why, and who decides it (Article 2)."""
