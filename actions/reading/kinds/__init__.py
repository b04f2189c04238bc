"""One module a kind of value: what its words are worth, and nothing of what they are for."""
