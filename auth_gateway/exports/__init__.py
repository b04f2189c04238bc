"""A member's data, to take away (A58, A59)."""
