"""Standard mails out through an outbox; replies and bounces in (A3.5, A3.8)."""
