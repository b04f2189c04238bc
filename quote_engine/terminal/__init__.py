"""The engine on a terminal: its commands, and what they write for a person or another program."""
