"""Complementary covers: the catalogue, what each wording promises on an expense, and how a table of theirs is read."""
