"""Strict reading of an input mapping: each key is taken once, and what is left over is an error with its path."""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from typing import Any

from quote_engine.errors import InvalidInputError
from quote_engine.money import MONEY_FORM, to_cents

LONGEST_TEXT = 200
SHOWN = 60


class Fields:
    """The keys of one object. `close()` refuses those that nobody took."""

    def __init__(self, raw: object, path: str) -> None:
        self.path = path
        if not isinstance(raw, Mapping):
            raise InvalidInputError("wrong_type", f"un objet JSON est attendu, reçu {shown(raw)}", path or "$")
        self._raw: Mapping[Any, Any] = raw
        self._taken: set[str] = set()

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Tell whether the key is there with a value; null counts as absent."""
        return self.take(key) is not None

    def take(self, key: str) -> Any:
        self._taken.add(key)
        return self._raw.get(key)

    def require(self, key: str) -> Any:
        value = self.take(key)
        if value is None:
            raise InvalidInputError("missing", f"la clé « {key} » est obligatoire", self.at(key))
        return value

    def text(self, key: str) -> str | None:
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
            raise self.wrong(key, value, f"un texte de 1 à {LONGEST_TEXT} caractères")
        return value

    def choice(self, key: str, accepted: Collection[str]) -> str | None:
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, str) or value not in accepted:
            raise self.wrong(key, value, "une de ces valeurs : " + ", ".join(accepted))
        return value

    def money(self, key: str) -> int | None:
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, str) or not MONEY_FORM.fullmatch(value):
            raise self.wrong(key, value, 'un montant en texte avec deux décimales, de "0.00" à "9999999.99"')
        return to_cents(value)

    def day(self, key: str) -> dt.date | None:
        value = self.take(key)
        if value is None:
            return None
        try:
            if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
                raise self.wrong(key, value, "une date ISO, par exemple 2026-06-01")
            return dt.date.fromisoformat(value)
        except ValueError as error:
            raise self.wrong(key, value, "une date qui existe, par exemple 2026-06-01") from error

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.wrong(key, value, "true ou false")
        return value

    def number(self, key: str, least: int, most: int) -> int | None:
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.wrong(key, value, f"un nombre entier de {least} à {most}")
        return value

    def items(self, key: str, most: int) -> list[Any]:
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, list | tuple) or len(value) > most:
            raise self.wrong(key, value, f"une liste de {most} éléments au plus")
        return list(value)

    def wrong(self, key: str, value: object, accepted: str) -> InvalidInputError:
        return InvalidInputError("invalid_value", f"reçu {shown(value)} ; accepté : {accepted}", self.at(key))

    def close(self) -> None:
        for key in self._raw:
            if key not in self._taken:
                accepted = ", ".join(sorted(self._taken))
                message = f"la clé {shown(key)} est inconnue ; clés acceptées : {accepted}"
                raise InvalidInputError("unknown_key", message, self.at(str(key)[:SHOWN]) or "$")


def shown(value: object) -> str:
    """Repeat what was received, shortened: it goes into a message."""
    if isinstance(value, Mapping):
        return "un objet"
    if isinstance(value, list | tuple):
        return f"une liste de {len(value)} élément" + ("s" if len(value) > 1 else "")
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 200:
        return "un nombre démesuré"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = repr(value)[1:-1] if isinstance(value, str) else repr(value)
    text = text if len(text) <= SHOWN else text[:SHOWN] + "…"
    return f"« {text} »" if isinstance(value, str) else text
