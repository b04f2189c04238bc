"""What was chosen of the desk's list, in the words of its address, which its cases keep so that one goes on in it."""

from dataclasses import asdict, dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query

from auth_gateway.cases.models import Subject, Tab
from auth_gateway.console.listing import ME, NOBODY, Filters, Sort, in_tab
from wording import say, words

TABS = {"a-traiter": Tab.TODO, "pris": Tab.TAKEN, "repondu": Tab.DONE}
SORTS = {"attente": Sort.WAITING, "urgence": Sort.URGENT, "echeance": Sort.DUE, "recents": Sort.NEWEST}
WHO = {"": None, "moi": ME, "personne": NOBODY}
URGENT = "urgent"
SUBJECTS = {"devis": Subject.QUOTE, "question": Subject.QUESTION, "reclamation": Subject.COMPLAINT}


@dataclass(frozen=True)
class Choice:
    """The words of an address; one that is not known is as if it were not there."""

    onglet: str
    mutuelle: str
    sujet: str
    qui: str
    q: str
    urgence: str
    tri: str

    @property
    def tab(self) -> Tab:
        return TABS.get(self.onglet, Tab.TODO)

    @property
    def filters(self) -> Filters:
        return Filters(
            states=in_tab(self.tab),
            mutuelle=self.mutuelle or None,
            assignee=WHO.get(self.qui),
            subject=SUBJECTS.get(self.sujet),
            words=self.q,
            urgent=self.urgence == URGENT,
            sort=SORTS.get(self.tri, Sort.WAITING),
        )

    def query(self, **more: str) -> str:
        """Return the address's query, some words being others; empty when nothing is chosen."""
        said = {name: value for name, value in {**asdict(self), **more}.items() if value}
        return f"?{urlencode(said)}" if said else ""


def read_choice(
    *,
    onglet: Annotated[str, Query(max_length=20)] = "",
    mutuelle: Annotated[str, Query(max_length=8)] = "",
    sujet: Annotated[str, Query(max_length=20)] = "",
    qui: Annotated[str, Query(max_length=20)] = "",
    q: Annotated[str, Query(max_length=100)] = "",
    urgence: Annotated[str, Query(max_length=20)] = "",
    tri: Annotated[str, Query(max_length=20)] = "",
) -> Choice:
    return Choice(onglet, mutuelle, sujet, qui, q, urgence, tri)


Chosen = Annotated[Choice, Depends(read_choice)]


def options(mutuelles: list[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Return what each field of the list's form offers: words of the address, with what they are called."""
    anything = ("", say("desk", "anything"))
    return {
        "mutuelle": [anything, *mutuelles],
        "sujet": [anything, *_named(SUBJECTS, "subjects")],
        "qui": [(word, say("desk", "assignees", who or "all")) for word, who in WHO.items()],
        "urgence": [("", say("desk", "urgencies", "all")), (URGENT, say("desk", "urgencies", "urgent"))],
        "tri": _named(SORTS, "sorts"),
    }


def _named(known: dict[str, Any], table: str) -> list[tuple[str, str]]:
    texts = words("desk", table)
    return [(word, texts[value]) for word, value in known.items()]
