"""What an operator decides, read from `OXYCCAM_…` variables; a bad combination refuses to start with one sentence.

Production is the default and refuses the demonstration's switches: no one gets a demonstration by forgetting something.
"""

import datetime as dt
import ipaddress
import pathlib
import re
import secrets
from enum import StrEnum
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from zxcvbn import zxcvbn

from auth_gateway.platform.crypto import Vault
from auth_gateway.platform.redis_place import watched

MINIMUM_SECRET = 32
DEMONSTRATION_SECRETS = ("secret_key", "index_key")
SECRETS = (*DEMONSTRATION_SECRETS, "turn_secret")
HIGHEST_PORT = 65_535
GUESSES_OF_A_SECRET = 10**24  # 32 random hexadecimal digits take 10**31; a word written four times takes 10**4


ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?")


class Mode(StrEnum):
    PRODUCTION = "production"
    DEMONSTRATION = "demonstration"


class MailTransport(StrEnum):
    SINK = "sink"
    SMTP = "smtp"


class SmtpSecurity(StrEnum):
    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class SettingsError(ValueError):
    """The settings contradict each other or miss something: the text is for the operator."""


def _site(url: str) -> tuple[str, str]:
    """Return what browsers compare: the scheme and the domain, here its last two labels, or the whole of an address."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    numeric = host.replace(".", "").isdecimal() or ":" in host
    return parts.scheme, host if numeric else ".".join(host.split(".")[-2:])


class Settings(BaseSettings):
    """One instance per process, made at the edge and handed on."""

    model_config = SettingsConfigDict(env_prefix="OXYCCAM_", frozen=True, extra="ignore")

    mode: Mode = Mode.PRODUCTION
    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = "http://127.0.0.1:8000"
    mutuelle_urls: dict[str, str] = {}  # an address of its own for each mutuelle (A5), as JSON: {"mnh": "https://…"}
    embedding_origins: tuple[str, ...] = ()  # pages of the mutuelles that may hold the member's space, as a JSON list
    trusted_proxies: str = ""  # addresses whose X-Forwarded-For is believed, comma-separated
    database_url: str = "sqlite:///var/oxyccam.sqlite3"
    redis_url: str = "redis://127.0.0.1:6379/0"
    bot_url: str = "http://127.0.0.1:5005"
    turn_secret: SecretStr = SecretStr("")
    secret_key: SecretStr = SecretStr("")
    former_secret_keys: SecretStr = SecretStr("")  # comma-separated, until `keys rotate` has sealed everything again
    index_key: SecretStr = SecretStr("")
    storage_dir: pathlib.Path = pathlib.Path("var/storage")
    erasures: pathlib.Path | None = None  # where the worker notes whom it erased, apart from what a backup takes along
    mail_transport: MailTransport = MailTransport.SMTP
    mail_sink_dir: pathlib.Path = pathlib.Path("var/mail")
    mail_from: str = "Oxyccam Digital <ne-pas-repondre@oxyccam.example.org>"
    support_address: str = "assistance@oxyccam.example.org"  # who is told of a request to the support cell
    dpo_address: str = "donnees@oxyccam.example.org"  # the data protection officer's, shown to members
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: SmtpSecurity = SmtpSecurity.STARTTLS
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    scanner: str = (
        ""  # ClamAV's daemon, as host:port or the path of its socket; none: pages painted again are relied on
    )
    metrics: str = ""  # where this process tells a monitor its figures, as host:port; none by default
    traces: str = ""  # the OpenTelemetry collector that spans are sent to, as the full address of OTLP over HTTP
    answer_days: int | None = Field(default=None, ge=0, le=90)  # working days told to members; none: nothing promised
    complaint_days: int | None = Field(default=None, ge=0, le=90)  # the same, for a complaint
    complaint_acknowledgement_days: int | None = Field(default=None, ge=0, le=90)  # until the desk's first words
    complaint_reminder_days: int | None = Field(default=None, ge=0, le=90)  # before each deadline, the desk is told
    today: dt.date | None = None

    @property
    def demonstration(self) -> bool:
        return self.mode is Mode.DEMONSTRATION

    @model_validator(mode="after")
    def _modes_do_not_mix(self) -> Self:
        for name in DEMONSTRATION_SECRETS if self.demonstration else SECRETS:
            if len(getattr(self, name).get_secret_value()) < MINIMUM_SECRET:
                raise ValueError(
                    f"OXYCCAM_{name.upper()} is missing or shorter than {MINIMUM_SECRET} characters: "
                    "the service starts only with secrets of its own."
                )
        return self

    @model_validator(mode="after")
    def _production_is_complete(self) -> Self:
        if self.demonstration:
            return self
        keys = {f"OXYCCAM_{name.upper()}": getattr(self, name).get_secret_value() for name in SECRETS}
        if len(set(keys.values())) < len(keys):
            raise ValueError(f"Of {', '.join(keys)} two are the same: each needs a secret of its own.")
        for name, key in keys.items():
            if zxcvbn(key[:72])["guesses"] < GUESSES_OF_A_SECRET:
                raise ValueError(f"{name} can be guessed: make one with `openssl rand -hex 32`.")
        if any(urlsplit(url).scheme != "https" for url in (self.base_url, *self.mutuelle_urls.values())):
            raise ValueError("OXYCCAM_BASE_URL and OXYCCAM_MUTUELLE_URLS must begin with https:// in production.")
        if self.today is not None:
            raise ValueError(
                "OXYCCAM_TODAY fixes the business date: it is accepted with OXYCCAM_MODE=demonstration only."
            )
        if self.mail_transport is MailTransport.SINK:
            raise ValueError(
                "OXYCCAM_MAIL_TRANSPORT=sink keeps the sign-in codes on this machine: it is accepted with "
                "OXYCCAM_MODE=demonstration only; production needs OXYCCAM_MAIL_TRANSPORT=smtp."
            )
        if not self.smtp_host:
            raise ValueError("OXYCCAM_SMTP_HOST is missing: production sends its sign-in codes through an SMTP relay.")
        if self.smtp_security is SmtpSecurity.NONE and self.smtp_host not in {"127.0.0.1", "::1", "localhost"}:
            raise ValueError(
                "OXYCCAM_SMTP_SECURITY=none sends the sign-in codes in clear: it is accepted with a relay on this "
                "machine only."
            )
        return self

    @model_validator(mode="after")
    def _redis_has_an_address(self) -> Self:
        try:
            watched(self.redis_url)
        except ValueError:
            raise ValueError(
                "OXYCCAM_REDIS_URL takes the address of a server, redis://, rediss:// or unix://, or of its Sentinels: "
                "redis+sentinel://:PASSWORD@one:26379,two:26379,three:26379/NAME."
            ) from None
        return self

    @model_validator(mode="after")
    def _metrics_have_an_address(self) -> Self:
        host, _, port = self.metrics.rpartition(":")
        if self.metrics and not (host and port.isdecimal() and int(port) <= HIGHEST_PORT):
            raise ValueError("OXYCCAM_METRICS takes an address such as 127.0.0.1:9464.")
        return self

    @model_validator(mode="after")
    def _proxies_are_named(self) -> Self:
        for each in filter(None, (part.strip() for part in self.trusted_proxies.split(","))):
            try:
                network = ipaddress.ip_network(each)
            except ValueError:
                network = None
            if network is None or network.prefixlen == 0:
                raise ValueError(
                    "OXYCCAM_TRUSTED_PROXIES takes addresses or networks separated by commas, never everybody: "
                    "whoever is trusted there may claim to be any address."
                )
        return self

    @model_validator(mode="after")
    def _pages_that_embed_are_the_mutuelles(self) -> Self:
        ours = {_site(url) for url in (self.base_url, *self.mutuelle_urls.values())}
        if not all(ORIGIN.fullmatch(each) for each in self.embedding_origins):
            raise ValueError('OXYCCAM_EMBEDDING_ORIGINS takes a list of origins such as ["https://www.example.org"].')
        if not {_site(each) for each in self.embedding_origins} <= ours:
            raise ValueError(
                "OXYCCAM_EMBEDDING_ORIGINS names a page of another site than the service: browsers keep the session "
                "from it. Give the service an address under the domain of that page."
            )
        return self

    @property
    def hosts(self) -> frozenset[str]:
        """Return the names under which the service answers."""
        return frozenset(urlsplit(url).netloc for url in (self.base_url, *self.mutuelle_urls.values()))

    def vault(self) -> Vault:
        """Return the keys that seal what rests, and hash what is looked up."""
        former = filter(None, (each.strip() for each in self.former_secret_keys.get_secret_value().split(",")))
        return Vault(self.secret_key.get_secret_value(), self.index_key.get_secret_value(), former)

    def address_of(self, mutuelle_id: str | None) -> str:
        """Return the address that the members of a mutuelle know; links in e-mails begin with it."""
        return self.mutuelle_urls.get(mutuelle_id or "", self.base_url).rstrip("/")

    @classmethod
    def for_demonstration(cls, **given: object) -> Self:
        """Build settings for tests and tools: fresh secrets unless given."""
        secrets_ = {name: secrets.token_hex(32) for name in SECRETS}
        return cls(mode=Mode.DEMONSTRATION, **{"mail_transport": MailTransport.SINK, **secrets_, **given})  # type: ignore[arg-type]


def load_settings() -> Settings:
    """Read the environment; raise SettingsError with what to change, without repeating any value."""
    try:
        return Settings()
    except ValidationError as refused:
        sentences = []
        for error in refused.errors(include_input=False, include_url=False):
            where = "OXYCCAM_" + "_".join(str(part) for part in error["loc"]).upper() if error["loc"] else ""
            text = str(error["msg"]).removeprefix("Value error, ")
            sentences.append(f"{where}: {text}" if where else text)
        raise SettingsError(" ".join(sentences)) from None
