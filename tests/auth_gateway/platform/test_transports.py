"""An e-mail on its way: a real SMTP conversation, a real Maildir."""

import datetime as dt
import email.message
import email.policy
import mailbox
import pathlib
import smtplib

import pytest

from auth_gateway.platform.mail import Mail, MailHeaderError, render
from auth_gateway.platform.settings import MailTransport, Settings, SmtpSecurity
from auth_gateway.platform.transports import MaildirSink, SmtpRelay, build_transport
from ops.stack import free_port
from tests.support.people import NOON
from tests.support.smtp_relay import running_relay

MAIL = Mail("zoe@example.org", "Sujet accentué : été", "Bonjour,\n\nVoici le code : 1234\n.\n")


def relay_settings(port: int) -> Settings:
    return Settings.for_demonstration(
        mail_transport=MailTransport.SMTP, smtp_host="127.0.0.1", smtp_port=port, smtp_security=SmtpSecurity.NONE
    )


def test_the_relay_gets_the_whole_message() -> None:
    with running_relay() as relay:
        SmtpRelay(relay_settings(relay.server_address[1])).hand_over(MAIL, "abc", NOON)

    message = email.message_from_bytes(relay.messages[0], policy=email.policy.default)
    assert (message["To"], message["Subject"]) == (MAIL.recipient, MAIL.subject)
    assert message["Message-ID"] == "<abc@oxyccam.example.org>"
    assert message.get_content().replace("\r\n", "\n").replace("\n..\n", "\n.\n") == MAIL.text


def test_a_relay_that_refuses_is_an_error() -> None:
    with running_relay() as relay:
        relay.refuse_with = b"550 nobody here\r\n"

        with pytest.raises(smtplib.SMTPException):
            SmtpRelay(relay_settings(relay.server_address[1])).hand_over(MAIL, "abc", NOON)


def test_a_relay_that_is_down_is_an_error() -> None:
    with pytest.raises(OSError, match="refused"):
        SmtpRelay(relay_settings(free_port())).hand_over(MAIL, "abc", NOON)


def test_the_sink_keeps_the_message_in_a_maildir(tmp_path: pathlib.Path) -> None:
    settings = Settings.for_demonstration(mail_sink_dir=tmp_path / "new" / "mail")
    transport = build_transport(settings)

    transport.hand_over(MAIL, "abc", NOON)

    assert isinstance(transport, MaildirSink)
    assert [message["To"] for message in mailbox.Maildir(tmp_path / "new" / "mail")] == [MAIL.recipient]


@pytest.mark.parametrize("value", ["a@example.org\r\nBcc: b@example.org", "a\n", "a\x00"])
def test_a_header_cannot_be_broken_into(value: str) -> None:
    with pytest.raises(MailHeaderError):
        Mail(value, "Sujet", "")
    with pytest.raises(MailHeaderError):
        Mail("a@example.org", value, "")


def test_the_code_is_the_only_number_of_four_digits_in_its_e_mail() -> None:
    mail = render("sign_in_code", "a@example.org", code="4821")

    assert [word for word in mail.text.split() if word.isdigit() and len(word) == 4] == ["4821"]
    assert " :" not in mail.text
    assert "\u202f:" in mail.text
    assert mail.subject == "Votre code de connexion à Oxyccam Digital"


def test_the_date_of_a_message_is_the_one_given(tmp_path: pathlib.Path) -> None:
    MaildirSink(tmp_path / "mail", "Oxyccam <a@example.org>").hand_over(MAIL, "abc", NOON)

    message = next(iter(mailbox.Maildir(tmp_path / "mail")))
    assert dt.datetime.fromisoformat(str(message["X-Handed-Over-At"])) == NOON
