"""« Pourquoi 850 € ? » is answered from the figures there are, where one line of the quote could not be estimated."""

from __future__ import annotations

from tests.support.steps import talk_at


def test_a_total_is_explained_by_the_lines_that_have_figures() -> None:
    talk = talk_at("dental", "line.tooth")
    talk.say("850 euros, et l'anesthésiste 300 euros")

    talk.say("pourquoi 850 euros ?")

    assert "utter_why_figure" in talk.names
    assert "Couronne en métal non précieux" in talk.text
