"""Questions about lawful requests and what is in their scope."""
