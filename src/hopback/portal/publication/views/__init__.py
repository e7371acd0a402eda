"""Pages of what is published: for staff, for who signed in, for everybody."""
