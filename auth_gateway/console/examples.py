"""The examples that reviews have kept, as files for somebody to read before they enter the repository."""

from itertools import groupby

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.console.models import ExampleKind, ReviewExample


def training_file(db: Session) -> str:
    """Return the training examples as a file of `nlu_data/`: by intent, each phrase once."""
    lines = ['version: "3.1"', "", "nlu:"]
    for intent, rows in groupby(_kept(db, ExampleKind.TRAINING), key=lambda each: each.intent):
        lines += [f"  - intent: {intent}", "    examples: |"]
        lines += [f"      - {phrase}" for phrase in sorted({each.phrase for each in rows})]
    return "\n".join(lines) + "\n" if len(lines) > 3 else 'version: "3.1"\n\nnlu: []\n'


def held_out_file(db: Session) -> str:
    """Return the held-out turns: what was asked, what was said, how it should have been taken."""
    turns = [
        {"asked": each.asked, "say": each.phrase, "then": {"kinds": [each.intent]}}
        for each in _kept(db, ExampleKind.HELD_OUT)
    ]
    return yaml.safe_dump({"turns": turns}, allow_unicode=True, sort_keys=False, width=120)


def _kept(db: Session, kind: ExampleKind) -> list[ReviewExample]:
    query = select(ReviewExample).where(ReviewExample.kind == kind)
    return list(db.scalars(query.order_by(ReviewExample.intent, ReviewExample.kept_at, ReviewExample.id)))
