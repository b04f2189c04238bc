"""Every word that a person reads beside the assistant's responses (`bot/domain`), in YAML by topic.

A topic is a file of this folder, read at its first use; it holds tables of tables of texts. A text names its variables
between braces: `{amount}`. A table of `one` and `many` is one text in two forms, chosen by the variable `count`.

    say("problems", "button_expired")                   one text
    say("problems", "wrong_code", "left", count=2)      one text, with what it needs: neither more nor less
    words("fields", "names")                            a table of texts, their variables not filled in
    tree("fields")                                      a whole topic, table by table

Imports nothing of ours, and everyone may import it.
"""

from wording.dates import long_date, short_date
from wording.reading import Tree, WordingError, typographic, variables
from wording.saying import capitalised, in_sentence, say, tree, words

__all__ = [
    "Tree",
    "WordingError",
    "capitalised",
    "in_sentence",
    "long_date",
    "say",
    "short_date",
    "tree",
    "typographic",
    "variables",
    "words",
]
