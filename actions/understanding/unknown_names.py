"""Names of lines that the nomenclature does not know: the words before a price, where a quote lists prices."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from actions.reading import Kind, Mention, Parse, is_everyday, words_of
from actions.understanding.act_names import ARTICLES, ActName, name_of
from quote_engine import ActSpan

_NOT_COVERED = ("line.covered", False)
_ENDS_A_NAME = frozenset({",", ";", ".", "\n", "+", "et", "puis", "plus", "avec", "|"})
_BEFORE_A_PRICE = frozenset({"a", ":", "de", "pour", "-", "|"})
_COLUMNS = ((",",), (";",), ("|",))
_PLACES = ("side.", "tooth.right", "tooth.left", "tooth.up", "tooth.down")
_NO_NAMES = ("label.", "tooth.", "side.", "same_tooth")
_LEAST_BARE_PRICE = 5  # euros
_LEAST_ALONE = 6  # letters of a word that names a line by itself
_SHORTEST_NAME = 3  # letters: « PRF »
_LONGEST_NAME = 6  # tokens: « réfection de la base de l'appareil »
_SAY_OR_DO = frozenset({
    "je", "j", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "me", "m", "moi", "te", "se", "s", "lui", "y",
    "ce", "c", "ca", "cela", "qui", "que", "qu", "quoi", "dont", "ou", "si", "mais", "donc", "car", "parce", "comme",
    "est", "sont", "etait", "sera", "fait", "font", "fera", "faut", "ai", "as", "a", "avons", "avez", "ont", "avait",
    "dit", "prend", "demande", "compte", "coute", "paie", "ne", "n", "pas", "plus", "moins", "environ", "soit", "pour",
    "tout", "toute", "tous", "total", "ensemble", "chacun", "chacune", "piece", "unite", "autre", "meme", "sur", "dans",
    "reste", "clinique", "hopital", "cabinet", "etablissement", "devis", "ligne", "lignes", "papier", "facture",
    "page",
})  # fmt: skip


def names_not_known(parse: Parse, names: Sequence[ActName], taken: Collection[int]) -> Iterator[ActName]:
    """« analyse occlusale 90 € NR », « couronne 600 €, étoile de mer 90 € »: the words before a price name a line.

    What nobody repays is in no nomenclature; other words name a line where the sentence lists prices, after a priced
    act. `taken`: places of tokens that belong to something else.
    """
    told = {at for mention in parse.mentions for at in range(mention.first, mention.last)} | set(taken)
    told |= {at for name in names for at in range(name.first, name.last)}
    told |= {at for tag in parse.tags if tag.name.startswith(_NO_NAMES) for at in range(tag.first, tag.last)}
    prices = {mention.last: mention for mention in parse.of(Kind.MONEY, Kind.NUMBER) if _is_a_price(mention)}
    counts = {mention.first for mention in parse.of(Kind.NUMBER)}
    places = {at for tag in parse.tags if tag.name.startswith(_PLACES) for at in range(tag.first, tag.last)}
    yield from _visits(parse, list(prices.values()))
    for price, since in _priced_from(parse, names, prices).items():
        end = price  # « comblement du sinus droit 900 € NR »
        while since == 0 and end - 1 in places:
            end -= 1
        first, last = _words_before(parse, end, since, told)
        begins = first - 1 if first > 0 and first - 1 in counts else first  # « deux piliers à 250 € »
        opens = begins == 0 or begins in prices or parse.tokens[begins - 1].norm in _ENDS_A_NAME | ARTICLES
        words = parse.norms(first, last)
        heads = parse.norms(last, last + 1) == (":",)  # « digue : 35 €, non remboursé »
        if opens and (_is_a_noun(words) if since or heads else _tell_something(words)):
            yield name_of(parse, ActSpan(first, last, []))


def name_alone(parse: Parse) -> ActName | None:
    """« comblement sinusien 900 € »: where an act is asked for, what opens a message before its price names a line."""
    prices = parse.of(Kind.MONEY)
    if not prices or parse.of(Kind.CODE) or any(one.first < prices[0].first for one in parse.mentions):
        return None
    if any(tag.first < prices[0].first and not tag.name.startswith(_PLACES) for tag in parse.tags):
        return None
    first, last = _words_before(parse, prices[0].first, 0, ())
    words = parse.norms(first, last)
    opens = not any(norm not in ARTICLES for norm in parse.norms(0, first))
    telling = any(len(word) >= _LEAST_ALONE and word.isalpha() and not is_everyday(word) for word in words)
    return name_of(parse, ActSpan(first, last, [])) if opens and telling and _is_a_noun(words) else None


def _visits(parse: Parse, prices: Sequence[Mention]) -> Iterator[ActName]:
    """« consultation d'anesthésie à 60 € », « la visite du chirurgien, 50 € »: whoever is seen, a line."""
    priced, paid = {price.first for price in prices}, {price.last for price in prices}
    for first, token in enumerate(parse.tokens):
        counts = parse.norms(max(0, first - 1), first) in _OF_EACH_VISIT or paid & {first, first - 1}
        if token.norm not in _VISITS or counts:
            continue
        last = first + 1
        while last not in priced and last < min(len(parse.tokens), first + _LONGEST_VISIT):
            last += 1
        if last not in priced:
            continue
        while parse.tokens[last - 1].norm in _BEFORE_A_PRICE | {",", "est"}:
            last -= 1
        yield name_of(parse, ActSpan(first, last, []))


_LONGEST_VISIT = 9  # tokens, to its price: « visite préopératoire avec l'anesthésiste, »
_VISITS = frozenset({"consultation", "visite"})


def is_a_visit(name: ActName | None) -> bool:
    """« consultation d'anesthésie »: somebody seen beside the operation, whatever is asked."""
    return name is not None and not name.candidates and words_of(name.words)[:1] in {(word,) for word in _VISITS}


_OF_EACH_VISIT = frozenset({("par",), ("chaque",), ("en",), ("hors",), ("sans",), ("dont",)})


def _is_a_price(mention: Mention) -> bool:
    """« pilier 300 », « radio 30 »: a bare number is a price where a noun stands before it in a list of prices."""
    bare = mention.kind == Kind.NUMBER and mention.unit is None and isinstance(mention.value, int)
    return mention.kind == Kind.MONEY or (bare and mention.value >= _LEAST_BARE_PRICE)


def _priced_from(parse: Parse, names: Sequence[ActName], prices: Mapping[int, Mention]) -> dict[int, int]:
    """Return where each name that is sought ends, and from where on it may begin."""
    not_repaid = [one for one in parse.of(Kind.CHOICE) if one.value == _NOT_COVERED]
    ends = {_price_before(parse, one.first, prices): 0 for one in not_repaid}
    acts = [*(one.last for one in names if one.candidates), *(one.last for one in parse.of(Kind.CODE))]
    listed = sorted(price.first for price in prices.values() if acts and price.first >= min(acts))
    before = [price.first for price in prices.values() if acts and price.first < min(acts)][:1]
    return ends | dict.fromkeys(before, 0) | dict.fromkeys(listed[1:], min(listed, default=0))


def _price_before(parse: Parse, not_repaid: int, prices: Mapping[int, Mention]) -> int:
    """Return where the price before « NR » begins, a column between or not; where « NR » does, when it has none."""
    at = not_repaid - (parse.norms(not_repaid - 1, not_repaid) in _COLUMNS)
    return prices[at].first if at in prices else not_repaid


def _words_before(parse: Parse, price: int, since: int, told: Collection[int]) -> tuple[int, int]:
    first = last = price - (parse.norms(price - 1, price) in _COLUMNS)
    while first > since and first - 1 not in told and not _ends_a_name(parse, first - 1, told):
        first -= 1
    while first < last and parse.tokens[first].norm in ARTICLES | _THERE_IS:
        first += 1
    while first < last and parse.tokens[last - 1].norm in _BEFORE_A_PRICE:
        last -= 1
    return first, last


def _ends_a_name(parse: Parse, at: int, told: Collection[int]) -> bool:
    """« un forfait de suivi diététicien et psy 300 € » is one thing: its « et » stands behind its own article."""
    if parse.tokens[at].norm not in _ENDS_A_NAME:
        return False
    opening = at - 1
    while parse.tokens[at].norm in _JOINING and at - opening <= _LONGEST_NAME and opening >= 0 and opening not in told:
        if parse.tokens[opening].norm in _ONE:
            return False
        opening -= 1
    return True


_THERE_IS = frozenset({"il", "y", "a", "j", "ai", "aussi"})
_JOINING = frozenset({"et", "avec"})
_ONE = frozenset({"un", "une"})


def _is_a_noun(words: Sequence[str]) -> bool:
    """Say whether words between two prices can be what the second is for: nobody says or does anything in them."""
    said = len(words) <= _LONGEST_NAME and not _SAY_OR_DO & set(words)
    return said and any(len(word) >= _SHORTEST_NAME and word.isalpha() for word in words)


def _tell_something(words: Sequence[str]) -> bool:
    return any(len(word) >= _SHORTEST_NAME and not is_everyday(word) for word in words)
