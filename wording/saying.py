"""Says a text: found by its keys, with exactly the variables that it needs."""

from collections.abc import Mapping
from typing import cast

from wording.reading import Tree, WordingError, read_topic, variables

FORMS = frozenset({"one", "many"})


def say(topic: str, /, *keys: str, **given: object) -> str:
    """Give one text with its variables filled in.

    A text of two forms is chosen by `count`: `one` below 2, as French counts, `many` from there. WordingError when
    there is no such text, or when the variables given are not those of the text.
    """
    found = _find(topic, keys)
    wanted = _wanted(topic, keys, found)
    if wanted != given.keys():
        asked, received = (", ".join(sorted(names)) or "none" for names in (wanted, given))
        raise WordingError(topic, keys, f"variables of the text: {asked}; given: {received}")
    if not isinstance(found, str):
        count = given["count"]
        found = cast("str", found["many" if isinstance(count, int) and abs(count) > 1 else "one"])
    return found.format(**given)


def in_sentence(name: str) -> str:
    """Give a label as it stands inside a sentence: « Secteur 2 avec OPTAM », « en secteur 2 avec OPTAM »."""
    return name[:1].lower() + name[1:]


def capitalised(words: str) -> str:
    """Begin a label with a capital, its other letters as they are: « Chaussure de Barouk »."""
    return words[:1].upper() + words[1:]


def words(topic: str, /, *keys: str) -> Mapping[str, str]:
    """Give a table of texts as they are written, their variables not filled in; WordingError when it is none."""
    found = tree(topic, *keys)
    nested = [key for key, value in found.items() if not isinstance(value, str)]
    if nested:
        raise WordingError(topic, (*keys, nested[0]), "this is a table; `words` gives tables of texts only")
    return cast("Mapping[str, str]", found)


def tree(topic: str, /, *keys: str) -> Tree:
    """Give a topic, or what stands under a key: tables by key, down to the texts."""
    found = _find(topic, keys)
    if isinstance(found, str):
        raise WordingError(topic, keys, "this is a text; `say` gives it")
    return found


def _find(topic: str, keys: tuple[str, ...]) -> str | Tree:
    found: str | Tree = read_topic(topic)
    for depth, key in enumerate(keys):
        if isinstance(found, str):
            raise WordingError(topic, keys[:depth], f"this is a text, nothing stands under it; asked: {key!r}")
        if key not in found:
            raise WordingError(topic, keys[: depth + 1], f"unknown key {key!r}; known: {', '.join(found)}")
        found = found[key]
    return found


def _wanted(topic: str, keys: tuple[str, ...], found: str | Tree) -> frozenset[str]:
    if isinstance(found, str):
        return variables(found)
    if found.keys() != FORMS:
        raise WordingError(topic, keys, f"this is a table; name one of its texts: {', '.join(found)}")
    return frozenset({"count"}).union(*(variables(str(form)) for form in found.values()))
