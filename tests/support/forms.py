"""Forms of a page as a browser without scripts would send them."""

from html.parser import HTMLParser


def form_of(page: str, action: str) -> dict[str, str]:
    """Return the fields of the form that goes to an address, untouched; raise KeyError when there is none."""
    reader = _Forms()
    reader.feed(page)
    return reader.forms[action]


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self._fields: dict[str, str] = {}
        self._list = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._fields = self.forms[given["action"]] = {}
        elif tag == "select":
            self._list = given["name"]
            self._fields[self._list] = ""
        elif tag == "option" and "selected" in given:
            self._fields[self._list] = given["value"]
        elif tag == "input" and given.get("name") and _is_sent(given):
            self._fields[given["name"]] = given.get("value", "")


def _is_sent(given: dict[str, str]) -> bool:
    return given.get("type") not in {"checkbox", "radio"} or "checked" in given
