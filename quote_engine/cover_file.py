"""Checks a YAML file of covers before it goes into the catalogue, and names the line that is wrong."""

import pathlib
import re
from typing import Any

import yaml

from quote_engine.errors import InvalidInputError, why_unreadable
from quote_engine.fields import joined
from quote_engine.guarantee import as_json, parse_guarantee

STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d+)\]")
MOST_BYTES = 1_000_000


class CoverFileError(Exception):
    """The file is not in the accepted form; the message is one French sentence with the file and the line."""

    def __init__(self, file: pathlib.Path, line: int | None, message: str) -> None:
        place = f"{file.name}, ligne {line}" if line else file.name
        super().__init__(f"{place} : {message}")


def check_covers(file: pathlib.Path) -> list[str]:
    """Read every cover of a file: a mapping of identifiers to covers, or one cover alone. Give their labels."""
    root = _node(file)
    _check_keys_once(file, root)
    content = as_json(_value(file, root))
    if "benefits" in content:
        return [_check(file, root, content, "")]
    return [_check(file, root, {"id": key, **cover} if isinstance(cover, dict) else cover, str(key))
            for key, cover in content.items()]  # fmt: skip


def _node(file: pathlib.Path) -> yaml.MappingNode:
    try:
        content = file.read_bytes()[:MOST_BYTES].decode("utf-8-sig")
        root = yaml.compose(content, Loader=yaml.SafeLoader)
    except (OSError, ValueError) as error:
        raise CoverFileError(file, None, f"le fichier ne peut pas être lu : {why_unreadable(error)}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise CoverFileError(file, mark.line + 1 if mark else None, "ce n'est pas du YAML bien formé") from error
    except RecursionError as error:
        raise CoverFileError(file, None, "les données sont trop imbriquées") from error
    if not isinstance(root, yaml.MappingNode) or not root.value:
        line = root.start_mark.line + 1 if root is not None else 1
        raise CoverFileError(file, line, "des garanties par identifiant sont attendues, ou une garantie seule")
    return root


def _value(file: pathlib.Path, root: yaml.MappingNode) -> dict[Any, Any]:
    try:
        value: dict[Any, Any] = yaml.SafeLoader("").construct_document(root)
    except (yaml.YAMLError, ValueError, TypeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise CoverFileError(file, mark.line + 1 if mark else None, "une valeur n'est pas lisible") from error
    return value


def _check_keys_once(file: pathlib.Path, root: yaml.Node) -> None:
    """YAML readers keep the last of two equal keys and say nothing: a figure would be lost."""
    waiting, seen_nodes = [root], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen_nodes:
            continue
        seen_nodes.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    raise CoverFileError(file, key.start_mark.line + 1, "une clé est un texte")
                if key.value in seen:
                    raise CoverFileError(file, key.start_mark.line + 1, f"la clé « {key.value} » figure deux fois")
                seen.add(key.value)
                waiting.append(value)


def _check(file: pathlib.Path, root: yaml.Node, cover: Any, key: str) -> str:
    try:
        return parse_guarantee(cover).label
    except InvalidInputError as error:
        start = _child(root, key) if key else None
        line = _line(*(start or (root, root.start_mark.line + 1)), error.path)
        path = joined(key, error.path) or "$"
        raise CoverFileError(file, line, f"{path} : {error.message}") from error


def _line(node: yaml.Node, line: int, path: str) -> int:
    """Go down a path as far as it exists; give the line of the last place found."""
    for name, position in STEP.findall(path):
        found = _child(node, name or int(position))
        if found is None:
            break
        node, line = found
    return line


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((v, k.start_mark.line + 1) for k, v in node.value if k.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item, item.start_mark.line + 1
    return None
