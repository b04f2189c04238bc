"""What the content policy and French typography ask of templates, styles and scripts, read in the files themselves."""

import gzip
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from auth_gateway.pages.given_to_scripts import module, words_given
from auth_gateway.pages.rendering import WEB, modules_of

TEMPLATES = sorted((WEB / "templates").glob("*.html"))
SCRIPTS = sorted((WEB / "static" / "js").glob("*.js"))
STYLES = sorted((WEB / "static" / "css").glob("*.css"))
CHAT_BYTES, SCRIPT_BYTES = 30_000, 48_500  # compressed: what the chat element needs, and all of them
GIVEN_BYTES = 6_500

INLINE = re.compile(
    r"""\sstyle\s*=|\son[a-z]+\s*=\s*["']|javascript:|<style\b|<script\b(?![^>]*\bsrc=)""", re.IGNORECASE
)
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<svg\b.*?</svg>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
SAID = re.compile(r"""\b(say|words|pieces|said|action)\(((?:"[\w.]+"(?:, )?)+)""")
KEY = re.compile(r'"([\w.]+)"')
LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`')
WIDE_SPACE = re.compile(r"[ \u00a0](?:[;:!?%€»](?=$|[\s<.,)]))|«[ \u00a0]|\w[!?;»](?=\s|$)|«\w|\d \d{3}\b")


def french_texts(path: Path) -> list[str]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        return TAG.split(JINJA.sub("", source))
    spoken = [found[1:-1] for found in LITERAL.findall(source)]
    return [text for text in spoken if re.search(r"[À-ÿ’«€]| [;:!?] ?$", text) and "${" not in text]


def test_there_is_something_to_check() -> None:
    assert len(TEMPLATES) > 8
    assert len(SCRIPTS) > 8


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_inline_script_style_or_handler(path: Path) -> None:
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_reads_no_key_that_a_dict_takes_for_its_own_method(path: Path) -> None:
    methods = re.compile(r"\.(?:clear|copy|get|items|keys|pop|update|values)\b(?!\()")

    assert [code for code in JINJA.findall(path.read_text(encoding="utf-8")) if methods.search(code)] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_writes_no_markup_no_style_attribute_and_evaluates_nothing(path: Path) -> None:
    refused = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|style:|https?://(?!www\.w3\.org/)"
    )

    assert refused.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [*TEMPLATES, *STYLES], ids=lambda path: path.name)
def test_nothing_is_loaded_from_elsewhere(path: Path) -> None:
    assert (
        re.findall(r"""(?:src|href)="https?://|url\(\s*["']?https?:|@import""", path.read_text(encoding="utf-8")) == []
    )


@pytest.mark.parametrize("path", [*TEMPLATES, *SCRIPTS], ids=lambda path: path.name)
def test_double_punctuation_follows_a_narrow_no_break_space(path: Path) -> None:
    wrong = [text.strip() for text in french_texts(path) if WIDE_SPACE.search(text)]

    assert wrong == []


def weight(paths: Iterable[Path]) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_the_chat_element_and_all_the_scripts_together_stay_light() -> None:
    chat = modules_of("chat.js") - {"given.js"}  # which is made by the service

    assert {"composer.js", "wording.js"} < chat
    assert weight(WEB / "static" / "js" / name for name in chat) <= CHAT_BYTES
    assert weight(SCRIPTS) <= SCRIPT_BYTES


def test_what_scripts_are_given_stays_light() -> None:
    assert len(gzip.compress(module(), 9)) <= GIVEN_BYTES


def test_every_page_names_its_language_and_has_one_title() -> None:
    base = (WEB / "templates" / "base.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in base

    pages = [path for path in TEMPLATES if not path.name.startswith(("_", "base"))]
    for path in pages:
        source = path.read_text(encoding="utf-8")
        assert source.count("{% block title %}") == 1, path.name
        assert source.count("<h1") == 1, path.name


def test_every_icon_that_is_used_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="(\w+)"', (WEB / "static" / "icons.svg").read_text(encoding="utf-8")))
    sources = "".join(path.read_text(encoding="utf-8") for path in [*TEMPLATES, *SCRIPTS])

    assert set(re.findall(r'\bicon\("(\w+)"\)', sources)) <= drawn


def test_every_text_that_a_script_names_is_given_to_scripts() -> None:
    topics = words_given()
    own = {"panel.js": "panel", "handover.js": "handover", "paper.js": "paper"}
    named = []
    for path in SCRIPTS:
        for call, keys in SAID.findall(path.read_text(encoding="utf-8")):
            topic = {"action": ["estimate_page", "actions"], "said": [own.get(path.name, "conversation")]}.get(call, [])
            named.append([*topic, *KEY.findall(keys)])

    assert len(named) > 60
    assert [keys for keys in named if not found(topics, keys)] == []


def found(topics: Any, keys: list[str]) -> bool:
    for key in keys:
        if key not in topics:
            return False
        topics = topics[key]
    return True


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_why_a_form_was_refused_takes_the_focus(path: Path) -> None:
    refusals = re.findall(r'<[^>]*class="notice error" role="alert"[^>]*>', path.read_text(encoding="utf-8"))

    assert [tag for tag in refusals if "autofocus" not in tag] == []
