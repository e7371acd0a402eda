"""Pages of people, invitations and keys."""
