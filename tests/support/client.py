"""A member's or an advisor's client, over HTTP alone: it knows the contract and nothing of the code."""

import re
import time
import uuid
import weakref
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

import httpx

Json = dict[str, Any]
MAIL_WITHIN = 20.0


class Client:
    """Speak the member's HTTP interface of one server; keeps the session's cookie and the CSRF token.

    The cookie is `Secure`: browsers send it to a loopback address without TLS, HTTP libraries do not, so it is
    carried by hand.
    """

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.http = httpx.Client(base_url=base_url, timeout=60, trust_env=False)
        weakref.finalize(self, self.http.close)  # tests need not close what they drop
        self.cookies: dict[str, str] = {}
        self.csrf = ""

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if self.csrf and method not in ("GET", "HEAD"):
            headers["X-CSRF-Token"] = self.csrf
        headers.update(options.pop("headers", {}))
        answer = self.http.request(method, path, headers=headers, **options)
        self.http.cookies.clear()
        for line in answer.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)

    def patch(self, path: str, **options: Any) -> httpx.Response:
        return self.request("PATCH", path, **options)

    def account(self, role: str = "member", about: str = "", mutuelle: str | None = None) -> Json:
        """Return the first demonstration account of that role whose description contains `about`."""
        for account in self.http.get("/demo/accounts.json").json():
            fits = account["role"] == role and about.lower() in account["about"].lower()
            if fits and (mutuelle is None or account["mutuelle"] == mutuelle):
                return dict(account)
        message = f"no demonstration account with role {role!r} and {about!r}"
        raise AssertionError(message)

    def mails(self, to: str) -> list[Json]:
        return [mail for mail in self.http.get("/demo/mailbox.json").json() if mail["to"] == to]

    def sign_in(self, email: str, password: str) -> "Client":
        """Sign in with the password and with the code read from the demonstration's mailbox."""
        seen = len(self.mails(email))
        login = self.post("/api/v1/auth/login", json={"email": email, "password": password})
        assert login.status_code == httpx.codes.OK, login.text
        code = self.code_mailed(email, seen)
        otp = self.post("/api/v1/auth/otp", json={"challenge": login.json()["challenge"], "code": code})
        assert otp.status_code == httpx.codes.OK, otp.text
        self.csrf = otp.json()["csrf_token"]
        return self

    def code_mailed(self, email: str, already_seen: int) -> str:
        deadline = time.monotonic() + MAIL_WITHIN
        while time.monotonic() < deadline:
            mails = self.mails(email)
            if len(mails) > already_seen:
                found = re.search(r"\b([1-9]\d{3})\b", mails[0]["text"])
                assert found, mails[0]
                return found.group(1)
            time.sleep(0.1)
        message = f"no code came for {email} in {MAIL_WITHIN} s"
        raise AssertionError(message)

    def conversation(self, **body: Any) -> "Talk":
        return Talk(self, body)


@dataclass
class Talk:
    """One conversation: says things, presses buttons by their title, keeps the last answer."""

    client: Client
    opening: Json
    answer: Json = field(default_factory=dict)
    id: str = ""

    def __post_init__(self) -> None:
        opened = self.client.post("/api/v1/conversations", json=self.opening)
        assert opened.status_code == httpx.codes.CREATED, opened.text
        self.answer = opened.json()
        self.id = self.answer["id"]

    @property
    def path(self) -> str:
        return f"/api/v1/conversations/{self.id}"

    def send(self, body: Json) -> httpx.Response:
        return self.client.post(f"{self.path}/messages", json={"client_message_id": str(uuid.uuid4()), **body})

    def say(self, text: str) -> "Talk":
        sent = self.send({"text": text})
        assert sent.status_code == httpx.codes.OK, f"{text!r}: {sent.text}"
        self.answer = sent.json()
        return self

    def press(self, title: str) -> "Talk":
        """Press the button of the last answer whose title contains `title`."""
        for button in self.buttons:
            if title.lower() in button["title"].lower():
                sent = self.send({"button": button["id"]})
                assert sent.status_code == httpx.codes.OK, f"{title!r}: {sent.text}"
                self.answer = sent.json()
                return self
        message = f"no button {title!r} among {[b['title'] for b in self.buttons]}"
        raise AssertionError(message)

    @property
    def buttons(self) -> list[Json]:
        return [button for message in self.answer["messages"] for button in message.get("buttons") or []]

    @property
    def asking(self) -> str | None:
        asking = self.answer["asking"]
        return asking["field"] if asking else None

    @property
    def draft(self) -> Json:
        return dict(self.answer["draft"])

    @property
    def text(self) -> str:
        return "\n".join(message["text"] for message in self.answer["messages"])

    @property
    def estimate(self) -> Json:
        assert self.answer["estimate"], self.text
        return dict(self.answer["estimate"])

    def follow(self, script: list[tuple[str, str]]) -> "Talk":
        """Say each sentence while its question is asked: (`asking.field`, sentence)."""
        for asked, sentence in script:
            assert self.asking == asked, f"asking {self.asking}, not {asked}, before {sentence!r}: {self.text}"
            self.say(sentence)
        return self
