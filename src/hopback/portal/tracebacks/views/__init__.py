"""Pages: who is asking, one question or one action, one template."""
