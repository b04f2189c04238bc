"""What the assistant does in a turn: reads the message, changes the draft, answers, estimates.

A pure function of the gateway's record and the message: no database, no network client, no state.
"""

ACTION_NAMES = (
    "validate_quote_form",
    "action_estimate",
    "action_ask_quote_form_family",
    "action_ask_quote_form_beneficiary",
    "action_ask_quote_form_exemption",
    "action_ask_quote_form_care_date",
    "action_ask_quote_form_setting",
    "action_ask_quote_form_line_act",
    "action_ask_quote_form_choose_act",
    "action_ask_quote_form_line_activity",
    "action_ask_quote_form_line_tooth",
    "action_ask_quote_form_line_sector",
    "action_ask_quote_form_line_fee",
    "action_ask_quote_form_line_base",
    "action_ask_quote_form_more_lines",
    "action_ask_quote_form_stay_nights",
    "action_ask_quote_form_stay_private_room",
    "action_ask_quote_form_confirm",
    "action_ask_quote_form_confirm_value",
)
"""The custom actions that the domain declares (bot/domain/assistant.yml) and this package serves."""
