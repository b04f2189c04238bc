"""What the assistant does in a turn: reads the message, changes the draft, answers, asks, estimates.

A pure function of the gateway's record and the message: no database, no network client, no state.
"""

ACTION_NAME = "action_turn"
"""The one custom action, declared in bot/domain/assistant.yml and served by this package."""
