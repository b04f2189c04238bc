"""What a person reads stands in `wording/` or `bot/domain`, in YAML: no French sentence in Python or in the scripts.

A literal is French when it holds a word with an accent, an elision, or little words of the language (one is enough
beside another word when no other language has it); and a text of `wording/` is written there only.
Docstrings and comments are not shown; neither is a pattern, which says what members write.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from wording import Tree, tree

ROOT = Path(__file__).parents[2]
FOLDERS = ("quote_engine", "quote_draft", "quote_reading", "actions", "auth_gateway", "ops", "wording", "web/static/js")

NOT_SHOWN = {
    "actions/reading": "what members write, never what they read",
    "actions/warm_up.py": "a sentence read once at the start, so that the first member does not wait",
    "auth_gateway/conversations/names.py": "the letters that a first name may be written with",
    "auth_gateway/migrations/versions": "names as the database was given them: a step of the past stays as it is",
    "auth_gateway/platform/settings.py": "the sender's address, which an operator sets",
    "ops/setup.py": "runs before anything is installed, PyYAML included",
    "quote_engine/terminal/cli.py": "an example in the help of an option",
    "quote_engine/nomenclature/ranking.py": "words of the official labels, which the search weighs",
}
"""File or folder → why the French in it is nobody's reading."""

LETTER = "[a-zà-öø-ÿœ]"
WORD = re.compile(f"{LETTER}{{2,}}", re.IGNORECASE)
ACCENTED = re.compile(f"(?={LETTER}{{3}}){LETTER}*[à-öø-ÿœ]{LETTER}*", re.IGNORECASE)
ELISION = re.compile(f"\\b(?:[cdjlmnst]|qu|jusqu)['’]{LETTER}{{2}}", re.IGNORECASE)
PATTERN = re.compile(r"\(\?|\\[bdsw]|\[\^|\]\+|\)\?|\|")
SURE = {"avec", "cette", "dans", "elle", "est", "leur", "nous", "ses", "sont", "une", "votre", "vos", "vous"}
LITTLE = SURE | {
    *("au", "aux", "des", "du", "et", "il", "la", "le", "les", "mais", "ne", "ou", "par", "pas", "pour", "que", "qui"),
    *("sa", "son", "sur", "un"),
}
SCRIPT_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`\w])//[^\n]*", re.DOTALL)
SCRIPT_LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|`(?:[^`\\]|\\.)*`')
NOT_LITERAL = re.compile(r"\$\{[^}]*\}")


def is_french(text: str) -> bool:
    if PATTERN.search(text):
        return False
    found = {word.lower() for word in WORD.findall(text)}
    little = len(found & LITTLE) > 1 or (len(found) > 1 and found & SURE)
    return bool(ACCENTED.search(text) or ELISION.search(text) or little)


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Give the literals of a module or of a script, each with its line."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".js":
        code = SCRIPT_COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), source)
        for literal in SCRIPT_LITERAL.finditer(code):
            yield code.count("\n", 0, literal.start()) + 1, NOT_LITERAL.sub(" ", literal[0][1:-1])
        return
    tree = ast.parse(source)
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.lineno, node.value


def sources(folder: str) -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / folder).rglob("*.*")):
        if path.suffix in {".py", ".js"}:
            yield path.relative_to(ROOT).as_posix(), path


def french_in(folder: str) -> list[str]:
    return [
        f"{name}:{line}: {text}"
        for name, path in sources(folder)
        if not any(name == allowed or name.startswith(f"{allowed}/") for allowed in NOT_SHOWN)
        for line, text in literals(path)
        if is_french(text)
    ]


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_french_sentence_stands_in_code(folder: str) -> None:
    assert french_in(folder) == []


def texts(table: Tree) -> Iterator[str]:
    for value in table.values():
        yield from [value] if isinstance(value, str) else texts(value)


def test_a_label_of_wording_is_not_written_again_in_code() -> None:
    labels = {
        text
        for topic in (ROOT / "wording").glob("*.yml")
        for text in texts(tree(topic.stem))
        if text[:1].isupper() and len(text) > 4
    }

    again = [
        f"{name}:{line}: {text}"
        for folder in FOLDERS
        for name, path in sources(folder)
        if path.name != "__init__.py"  # names of classes
        for line, text in literals(path)
        if text in labels
    ]

    assert len(labels) > 300
    assert again == []


@pytest.mark.parametrize("name", NOT_SHOWN)
def test_what_is_not_shown_is_still_there(name: str) -> None:
    folder = ROOT / name
    files = [folder] if folder.is_file() else sorted(folder.glob("*.py"))

    assert any(is_french(text) or PATTERN.search(text) for path in files for _, text in literals(path))


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("Ce bouton n’est plus valable", True),
        ("Réessayer", True),
        ("l'assistant", True),
        ("le montant et la base", True),
        ("Voici votre devis", True),
        ("Vous", False),
        ("c est", False),
        ("à", False),
        ("a list of mappings is expected", False),
        (r"(?:le|la|les) d[ée]passement", False),
        ("« {} »", False),
    ],
)
def test_a_literal_is_french_by_its_accents_its_elisions_or_its_little_words(text: str, french: bool) -> None:  # noqa: FBT001  a parameter of the test
    assert is_french(text) is french


def test_the_literals_of_a_script_are_found_and_its_comments_are_not(tmp_path: Path) -> None:
    script = tmp_path / "example.js"
    script.write_text(
        '/** Déjà dit. */\nconst a = "Réessayer"; // déjà\nconst b = `Ligne ${n} à 2`;\nfetch("https://x/y");\n',
        encoding="utf-8",
    )

    assert list(literals(script)) == [(2, "Réessayer"), (3, "Ligne   à 2"), (4, "https://x/y")]
