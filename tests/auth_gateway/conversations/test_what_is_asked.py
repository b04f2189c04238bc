"""What a client is told is asked: what was only supposed waits for a word, and asks nothing."""

from auth_gateway.conversations.views import asking_view


def test_a_question_is_shown_by_its_field_and_line_alone() -> None:
    asked = {"field": "line.fee", "line": 2, "misses": 1, "options": {"supposed": {}}}

    assert asking_view(asked) == {"field": "line.fee", "line": 2}


def test_what_was_only_supposed_is_no_question() -> None:
    assert asking_view({"field": "supposed", "line": None, "misses": 0, "options": {"supposed": {}}}) is None
