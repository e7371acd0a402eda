"""How long incident data stays: legal holds, what may go, erasure and its proof (Article 6)."""
