"""The rights that a member has over their data: erasure, restriction, objection, a directive (A58)."""
