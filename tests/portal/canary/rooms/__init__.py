"""The stored fields of each room: `FIELDS`, by model."""
