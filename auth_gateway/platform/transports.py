"""Where an e-mail goes: an SMTP relay, or a Maildir that the demonstration shows on a page."""

import datetime as dt
import mailbox
import pathlib
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Protocol

from auth_gateway.platform.mail import Mail
from auth_gateway.platform.settings import MailTransport, Settings, SmtpSecurity

SMTP_SECONDS = 20.0
AT_HEADER = "X-Handed-Over-At"  # to the microsecond, for the order of the demonstration's mailbox


class Transport(Protocol):
    def hand_over(self, mail: Mail, message_id: str, now: dt.datetime) -> None:
        """Return once the e-mail is in other hands; raise OSError or smtplib.SMTPException otherwise."""
        ...


def compose(mail: Mail, sender: str, message_id: str, now: dt.datetime) -> EmailMessage:
    """Build the message; the same row always has the same Message-ID, so a second delivery can be recognised."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{message_id}@{sender.rpartition('@')[2].rstrip('>')}>"
    message["Auto-Submitted"] = "auto-generated"
    message[AT_HEADER] = now.isoformat()
    message.set_content(mail.text)
    return message


class MaildirSink:
    def __init__(self, folder: pathlib.Path, sender: str) -> None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        self._maildir = mailbox.Maildir(folder, create=True)
        self._sender = sender

    def hand_over(self, mail: Mail, message_id: str, now: dt.datetime) -> None:
        self._maildir.add(compose(mail, self._sender, message_id, now))


class SmtpRelay:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def hand_over(self, mail: Mail, message_id: str, now: dt.datetime) -> None:
        message = compose(mail, self._settings.mail_from, message_id, now)
        with self._connect() as smtp:
            if self._settings.smtp_user:
                smtp.login(self._settings.smtp_user, self._settings.smtp_password.get_secret_value())
            smtp.send_message(message)

    def _connect(self) -> smtplib.SMTP:
        host, port = self._settings.smtp_host, self._settings.smtp_port
        if self._settings.smtp_security is SmtpSecurity.TLS:
            return smtplib.SMTP_SSL(host, port, timeout=SMTP_SECONDS, context=ssl.create_default_context())
        smtp = smtplib.SMTP(host, port, timeout=SMTP_SECONDS)
        if self._settings.smtp_security is SmtpSecurity.STARTTLS:
            smtp.starttls(context=ssl.create_default_context())
        return smtp


def build_transport(settings: Settings) -> Transport:
    if settings.mail_transport is MailTransport.SINK:
        return MaildirSink(settings.mail_sink_dir, settings.mail_from)
    return SmtpRelay(settings)
