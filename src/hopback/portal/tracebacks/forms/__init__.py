"""What people and files say, read and judged before an action is asked."""
