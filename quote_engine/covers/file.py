"""Checks a YAML file of covers before it goes into the catalogue, and names the line that is wrong."""

import datetime as dt
import pathlib
import re
from functools import partial
from typing import Any, NamedTuple

import yaml

from quote_engine.contract.guarantee import parse_guarantee
from quote_engine.contract.kinds import joined
from quote_engine.covers.remarks import remarks
from quote_engine.errors import InvalidInputError, why_unreadable
from quote_engine.parameters import Law, law_on
from wording import say

STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d+)\]")
MOST_BYTES = 1_000_000
MOST_DEPTH = 20
"""A cover goes six levels down; a reader that follows any depth runs out of stack."""
MOST_VALUES = 200_000
DAY_TAG = "tag:yaml.org,2002:timestamp"

_said = partial(say, "covers", "file")


class CoverFileError(Exception):
    """The file is not in the accepted form; the message is one French sentence with the file and the line."""

    def __init__(self, file: pathlib.Path, line: int | None, message: str) -> None:
        where = {"file": file.name, "message": message}
        super().__init__(_said("at_line", line=line, **where) if line else _said("somewhere", **where))


class _Loader(yaml.SafeLoader):
    """Leaves days as the text that the contract reads: one that does not exist is then told like any other fault."""

    yaml_implicit_resolvers = {  # noqa: RUF012  declared so by PyYAML
        first: [(tag, form) for tag, form in resolvers if tag != DAY_TAG]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: FBT001, FBT002  PyYAML's own
        try:
            return super().construct_object(node, deep)
        except ValueError as error:  # a number of thousands of digits, or « 0x_ »
            raise yaml.constructor.ConstructorError(problem_mark=node.start_mark) from error


class CheckedCover(NamedTuple):
    """A cover in the accepted form, with what the law would object to: one French sentence each, with its line."""

    label: str
    remarks: tuple[str, ...]


def check_covers(file: pathlib.Path, on: dt.date) -> list[CheckedCover]:
    """Read every cover of a file (a mapping of identifiers to covers, or one cover alone), under the law of a day."""
    text = _text(file)
    try:
        _check_extent(file, text)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise CoverFileError(file, _marked_line(error), _said("not_yaml")) from error
    if not isinstance(root, yaml.MappingNode) or not root.value:
        line = root.start_mark.line + 1 if root is not None else 1
        raise CoverFileError(file, line, _said("no_cover"))
    _check_keys_once(file, root)
    content = _value(file, root)
    if "benefits" in content:
        return [_check(file, root, content, "", law_on(on))]
    return [_check(file, root, {"id": key, **cover} if isinstance(cover, dict) else cover, str(key), law_on(on))
            for key, cover in content.items()]  # fmt: skip


def _text(file: pathlib.Path) -> str:
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
        text = content.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise CoverFileError(file, None, _said("unreadable", why=why_unreadable(error))) from error
    if len(content) > MOST_BYTES:
        raise CoverFileError(file, None, _said("huge"))
    return text


def _check_extent(file: pathlib.Path, text: str) -> None:
    """Refuse what has no end (a cycle), what is too deep or too repeated to be followed, what a tag would build.

    What stands behind `*name` counts each time that it is named: a few lines can ask for millions of values.
    """
    known: dict[str, tuple[int, int]] = {}
    opened: list[tuple[str | None, int, int]] = [(None, 0, 0)]  # an anchor, how many values and levels it holds
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else None
        if getattr(event, "tag", None):
            raise CoverFileError(file, line, _said("tag"))
        if isinstance(event, yaml.CollectionStartEvent):
            opened.append((event.anchor, 1, 1))
            values, levels = 0, 0
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, values, levels = opened.pop()
            if anchor:
                known[anchor] = values, levels
        elif isinstance(event, yaml.AliasEvent):
            if any(event.anchor == anchor for anchor, _, _ in opened):
                raise CoverFileError(file, line, _said("cycle", anchor=event.anchor))
            values, levels = known.get(event.anchor or "", (1, 0))
        else:
            values, levels = 1, 0
        anchor, before, deepest = opened[-1]
        opened[-1] = anchor, before + values, max(deepest, levels + 1)
        if len(opened) + levels > MOST_DEPTH:
            raise CoverFileError(file, line, _said("too_deep"))
        if before + values > MOST_VALUES:
            raise CoverFileError(file, line, _said("too_repeated"))


def _value(file: pathlib.Path, root: yaml.MappingNode) -> dict[Any, Any]:
    try:
        value: dict[Any, Any] = _Loader("").construct_document(root)
    except yaml.YAMLError as error:
        raise CoverFileError(file, _marked_line(error), _said("value")) from error
    return value


def _marked_line(error: yaml.YAMLError) -> int | None:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else None


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
                    raise CoverFileError(file, key.start_mark.line + 1, _said("key"))
                if key.value in seen:
                    raise CoverFileError(file, key.start_mark.line + 1, _said("same_key", key=key.value))
                seen.add(key.value)
                waiting.append(value)


def _check(file: pathlib.Path, root: yaml.Node, cover: Any, key: str, law: Law) -> CheckedCover:
    start = _child(root, key) if key else None
    node, line = start or (root, root.start_mark.line + 1)
    try:
        guarantee = parse_guarantee(cover)
    except InvalidInputError as error:
        path = joined(key, error.path) or "$"
        message = _said("at_path", path=path, message=error.message)
        raise CoverFileError(file, _line(node, line, error.path), message) from error
    found = sorted(((_line(node, line, r.path), r) for r in remarks(guarantee, law)), key=lambda pair: pair[0])
    return CheckedCover(
        guarantee.label,
        tuple(
            _said("remark", file=file.name, line=at, path=joined(key, remark.path), message=remark.text)
            for at, remark in found
        ),
    )


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
        of_a_merge_the_last = reversed(node.value)
        return next(((v, k.start_mark.line + 1) for k, v in of_a_merge_the_last if k.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item, item.start_mark.line + 1
    return None
