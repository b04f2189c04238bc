"""A complaint is acknowledged, answered and ended in time, and the desk is reminded of each deadline once (N10)."""

import datetime as dt

import pytest

from auth_gateway.accounts import AccountRole
from auth_gateway.cases import reminders
from auth_gateway.cases.mails import Tools
from tests.support.desk import CONSOLE, act, mine, opened, sent
from tests.support.talks import Talks

DELAYS = {"complaint_days": 20, "complaint_acknowledgement_days": 10, "complaint_reminder_days": 2}


def with_delays(talks: Talks, **delays: int | None) -> None:
    settings = talks.gateway.services.settings.model_copy(update={**DELAYS, **delays})
    object.__setattr__(talks.gateway.services, "settings", settings)


def reminded(talks: Talks, day: int, month: int = 12) -> list[tuple[str, str]]:
    """Let the hourly work be done on a day at noon; return who was told what, by the subject."""
    talks.gateway.transport.mails.clear()
    services = talks.gateway.services
    tools = Tools(services.outbox, services.settings)
    reminders.remind(services.db, tools, dt.datetime(2026, month, day, 11, tzinfo=dt.UTC))
    talks.gateway.deliver()
    return [(mail.recipient, mail.subject) for mail in talks.gateway.transport.mails if "amation" in mail.subject]


def test_n10_who_complains_is_told_until_when_to_hear_and_the_desk_owes_first_words(talks: Talks) -> None:
    with_delays(talks)
    talker, desk = talks.member(opened=False), talks.advisor()
    case, question = sent(talker, "Ma réclamation", subject="complaint"), sent(talker, "Bonjour", subject="question")
    rows = {each["id"]: each["acknowledge_by"] for each in desk.get(CONSOLE).json()}
    told = mine(talker, case)["expected"]

    act(desk, case, "messages", text="Nous avons bien reçu votre réclamation.")

    assert rows == {case: "2026-12-04T17:00:00Z", question: None}
    assert told.startswith("Un conseiller accuse réception de votre réclamation d’ici au 4 décembre 2026. Délai")
    assert opened(desk, case)["acknowledge_by"] is None
    assert mine(talker, case)["expected"].startswith("Délai habituel")


def test_n10_a_complaint_that_nobody_has_written_to_is_late_before_its_answer_is(talks: Talks) -> None:
    with_delays(talks)
    sent(talks.member(opened=False), "Ma réclamation", subject="complaint")
    talks.gateway.clock.advance(days=14)

    (row,) = talks.advisor().get(CONSOLE).json()

    assert (row["late"], row["due_at"]) == (True, "2026-12-18T17:00:00Z")


def test_n10_each_deadline_is_recalled_once_to_who_follows_it(each_talks: Talks) -> None:
    with_delays(each_talks)
    advisor = each_talks.advisor_account()
    supervisor = each_talks.advisor_account(role=AccountRole.SUPERVISOR)
    each_talks.advisor_account("mnt", role=AccountRole.SUPERVISOR)
    talker = each_talks.member(opened=False)
    case = sent(talker, "Ma réclamation", subject="complaint")
    sent(talker, "Une question", subject="question")

    early, due, again = (reminded(each_talks, day) for day in (1, 2, 3))
    desk = each_talks.gateway.sign_in(advisor)
    act(desk, case, "messages", text="Bien reçu.")
    answer_due = reminded(each_talks, 16)

    reference = mine(talker, case)["reference"]
    assert early == []
    assert due == [(supervisor.email, f"Réclamation {reference} à suivre d’ici au 4 décembre 2026")]
    assert again == []
    assert answer_due == [(advisor.email, f"Réclamation {reference} à suivre d’ici au 18 décembre 2026")]


@pytest.mark.parametrize("step", [("ask", {"text": "Quel devis ?"}), ("answer", {"text": "Voici."})])
def test_n10_nobody_is_reminded_of_what_waits_for_the_member_or_is_over(
    talks: Talks, step: tuple[str, dict[str, str]]
) -> None:
    with_delays(talks)
    desk, case = talks.advisor(), sent(talks.member(opened=False), "Ma réclamation", subject="complaint")

    act(desk, case, step[0], **step[1])

    assert reminded(talks, 18) == []


def test_n10_without_delays_nothing_is_told_and_nobody_reminded(talks: Talks) -> None:
    with_delays(talks, **dict.fromkeys(DELAYS))
    talks.advisor_account()
    talker = talks.member(opened=False)
    case = sent(talker, "Ma réclamation", subject="complaint")

    assert mine(talker, case)["expected"] is None
    assert reminded(talks, 18) == []
