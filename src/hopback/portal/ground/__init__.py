"""What every room stands on: public ids, the clock at the door, problems, idempotency, uploads."""
