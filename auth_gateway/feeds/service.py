"""Taking a weekly file in: staged, compared, refused beyond the thresholds, applied in one transaction.

Two passes over the file. The first checks every line and keeps its key and its print, as keyed hashes, so that the
database compares the file with what it holds; nothing is changed yet. The second reads again, and writes, the lines
that say something new. Memory does not grow with the file.
"""

import datetime as dt
import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TextIO, TypeVar, cast

from sqlalchemy import Row, Select, Table, and_, delete, func, select, update
from sqlalchemy.orm import Session

from auth_gateway.feeds.models import Feed, FeedLine, FeedStatus
from auth_gateway.feeds.reading import FedPerson, person_of, read_head, read_persons, read_rows
from auth_gateway.members import ContractRole, Mutuelle, Person, guarantee_print, number_index
from auth_gateway.platform import audit
from auth_gateway.platform.crypto import Vault
from auth_gateway.platform.db import Database, insert_in_bulk, new_id, vault_of
from auth_gateway.platform.sealing import seal_fields, sealed_names

MOST_VANISHED = 2  # percent
MOST_OTHER_GUARANTEE = 5  # percent
CHUNK = 5_000
LATE_AFTER = dt.timedelta(days=8)  # A54: weekly, and a day of grace

LINES, PERSONS = cast("Table", FeedLine.__table__), cast("Table", Person.__table__)  # without the mapper: in bulk
SEALED = sealed_names(Person)

Item = TypeVar("Item")
Progress = Callable[[str, int, int], None]  # stage, done, of how many


class FeedRefusedError(Exception):
    """The file was read and is not applied: `reason` is its key in `feeds.refusals` of the wording."""

    def __init__(self, reason: str, feed: Feed | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.feed = feed


@dataclass(frozen=True)
class Import:
    """How one file is taken in."""

    mutuelle_id: str
    dry_run: bool = False
    accept_large_change: bool = False


def take_in(db: Database, file: TextIO, asked: Import, now: dt.datetime, progress: Progress) -> Feed:
    """Take a file in and return what it changed; a file already applied changes nothing.

    Raise FeedFormatError for a file that is not one, FeedRefusedError for one that must not be applied.
    """
    head = read_head(file)
    digest = _digest(file)
    with db.read() as session:
        known = session.get(Mutuelle, asked.mutuelle_id)
        last = last_applied(session, asked.mutuelle_id)
    if known is None or head.mutuelle_id != asked.mutuelle_id:
        raise FeedRefusedError("other_mutuelle")
    if last is not None and last.sha256 == digest:
        return last
    if last is not None and head.dated_on < last.dated_on:
        raise FeedRefusedError("older")
    feed = _stage(db, file, Feed(
        id=new_id(), mutuelle_id=head.mutuelle_id, dated_on=head.dated_on, sha256=digest,
        status=FeedStatus.STAGED, persons=head.persons, received_at=now,
    ), progress)  # fmt: skip
    try:
        refusal = _compare(db, feed, asked)
        if refusal is not None:
            raise FeedRefusedError(refusal, feed)
        if not asked.dry_run:
            with db.session() as session:
                overtaken = _is_overtaken(session, feed, last)
                if not overtaken:
                    _apply(session, file, feed, now, progress)
            if overtaken:
                _refuse(db, feed, "overtaken")
                raise FeedRefusedError("overtaken", feed)
    finally:
        with db.session() as session:
            session.execute(delete(FeedLine).where(FeedLine.feed_id == feed.id))
    return feed


def last_applied(session: Session, mutuelle_id: str) -> Feed | None:
    """Return the file that the members of a mutuelle are as of."""
    return session.scalar(
        select(Feed)
        .where(Feed.mutuelle_id == mutuelle_id, Feed.status == FeedStatus.APPLIED)
        .order_by(Feed.applied_at.desc())
        .limit(1)
    )


def data_as_of(session: Session, person: Person) -> dt.datetime:
    """Return when what is held on a person was last compared with their mutuelle's file.

    A file that says nothing new of somebody leaves their row alone: half a million are not rewritten each week.
    """
    last = last_applied(session, person.mutuelle_id)
    return max(person.fed_at, last.applied_at) if last and last.applied_at else person.fed_at


@dataclass(frozen=True)
class Freshness:
    """How old the last update of a mutuelle is."""

    mutuelle: Mutuelle
    last: Feed | None
    late: bool


def freshness(session: Session, now: dt.datetime) -> list[Freshness]:
    found = []
    for mutuelle in session.scalars(select(Mutuelle).order_by(Mutuelle.id)):
        last = last_applied(session, mutuelle.id)
        late = last is None or last.applied_at is None or now - last.applied_at >= LATE_AFTER
        found.append(Freshness(mutuelle, last, late))
    return found


def recent(session: Session, limit: int = 50) -> list[Feed]:
    """Return the files received last, applied or not."""
    return list(session.scalars(select(Feed).order_by(Feed.received_at.desc()).limit(limit)))


def _digest(file: TextIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while block := file.read(1 << 20):
        digest.update(block.encode())
    return digest.hexdigest()


def _after_head(file: TextIO) -> TextIO:
    file.seek(0)
    read_head(file)
    return file


def _chunks(items: Iterator[Item]) -> Iterator[list[Item]]:
    while chunk := list(itertools.islice(items, CHUNK)):
        yield chunk


def _stage(db: Database, file: TextIO, feed: Feed, progress: Progress) -> Feed:
    """Check every line and keep its key; short transactions, so that members are served meanwhile."""
    with db.session() as session:
        session.add(feed)
    count = 0
    keys = _Keys(db.vault, feed.mutuelle_id)
    try:
        for chunk in _chunks(read_persons(_after_head(file))):
            lines = [
                {"feed_id": feed.id, "position": position, "rank": person.rank, **keys.of(person)}
                for position, person in enumerate(chunk, start=count)
            ]
            with db.session() as session:
                insert_in_bulk(session, LINES, lines)
            count += len(chunk)
            progress("checked", count, feed.persons)
    except Exception:
        with db.session() as session:
            session.execute(delete(FeedLine).where(FeedLine.feed_id == feed.id))
            session.execute(delete(Feed).where(Feed.id == feed.id))
        raise
    if count != feed.persons:
        _refuse(db, feed, "cut")
        with db.session() as session:
            session.execute(delete(FeedLine).where(FeedLine.feed_id == feed.id))
        raise FeedRefusedError("cut", feed)
    return feed


def _same_person(feed: Feed) -> Any:
    return and_(
        Person.mutuelle_id == feed.mutuelle_id,
        Person.number_index == FeedLine.number_index,
        Person.rank == FeedLine.rank,
    )


def _counted(session: Session, query: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _compare(db: Database, feed: Feed, asked: Import) -> str | None:
    """Count what would change; return why the file must not be applied, None when it may."""
    lines = select(FeedLine.position).where(FeedLine.feed_id == feed.id)
    with db.read() as session:
        twice = _counted(
            session,
            select(FeedLine.number_index)
            .where(FeedLine.feed_id == feed.id)
            .group_by(FeedLine.number_index, FeedLine.rank)
            .having(func.count() > 1),
        )
        before = _counted(session, _present(feed))
        feed.added = _counted(session, lines.outerjoin(Person, _same_person(feed)).where(Person.id.is_(None)))
        joined = lines.join(Person, _same_person(feed))
        feed.changed = _counted(session, joined.where(Person.fed_print.is_distinct_from(FeedLine.print)))
        feed.other_guarantee = _counted(session, joined.where(Person.guarantee_print != FeedLine.guarantee_print))
        feed.vanished = _counted(session, _vanished(feed))
    refusal = None
    if twice:
        refusal = "twice"
    elif not asked.accept_large_change and feed.vanished * 100 > before * MOST_VANISHED:
        refusal = "too_many_vanished"
    elif not asked.accept_large_change and feed.other_guarantee * 100 > before * MOST_OTHER_GUARANTEE:
        refusal = "too_many_guarantees"
    if refusal is not None:
        _refuse(db, feed, refusal)
    else:
        with db.session() as session:
            session.merge(feed)
    return refusal


def _present(feed: Feed) -> Select[Any]:
    return select(Person.id).where(Person.mutuelle_id == feed.mutuelle_id, Person.struck_off_on.is_(None))


def _vanished(feed: Feed) -> Select[Any]:
    """Return the ids of those who are covered today and whom the file does not name."""
    joined = and_(
        FeedLine.feed_id == feed.id,
        FeedLine.number_index == Person.number_index,
        FeedLine.rank == Person.rank,
    )
    return _present(feed).outerjoin(FeedLine, joined).where(FeedLine.feed_id.is_(None))


def _refuse(db: Database, feed: Feed, reason: str) -> None:
    feed.status, feed.refusal = FeedStatus.REFUSED, reason
    with db.session() as session:
        session.merge(feed)


def _is_overtaken(session: Session, feed: Feed, last: Feed | None) -> bool:
    """Whether another file was applied since this one was compared; from here on those of a mutuelle wait in turn."""
    session.get_one(Mutuelle, feed.mutuelle_id, with_for_update={"key_share": True})
    latest = last_applied(session, feed.mutuelle_id)
    return (latest and latest.id) != (last and last.id)


def _apply(session: Session, file: TextIO, feed: Feed, now: dt.datetime, progress: Progress) -> None:
    """Write what differs; whoever is no longer named left on the day of the extract."""
    session.execute(update(Person).where(Person.id.in_(_vanished(feed))).values(struck_off_on=feed.dated_on))
    principal_id: str | None = None
    done = 0
    for chunk in _chunks(zip(read_rows(_after_head(file)), _staged(session, feed), strict=True)):
        new: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        for (number, cells), line in chunk:
            person = None if line.same else person_of(number, cells)
            row_id = line.person_id or new_id()
            if (person.role if person else line.role) is ContractRole.PRINCIPAL:
                principal_id = row_id
            if person:
                values = _values(vault_of(session), person, row_id, principal_id)
                values |= {"mutuelle_id": feed.mutuelle_id, "fed_at": now, "number_index": line.number_index}
                values |= {"guarantee_print": line.guarantee_print, "fed_print": line.print}
                (changed if line.person_id else new).append(values)
        insert_in_bulk(session, PERSONS, new)
        if changed:
            session.execute(update(Person), changed)
        done += len(chunk)
        progress("applied", done, feed.persons)
    feed.status, feed.applied_at = FeedStatus.APPLIED, now
    audit.record(session, at=now, actor=audit.OPERATOR, action="feed_applied", object_id=feed.id)
    session.merge(feed)


def _staged(session: Session, feed: Feed) -> Iterable[Row[Any]]:
    """Return the lines in their order, with the id and the role of whom each is about, if they are known.

    `same`: whether it says what the last one did. One query for all, read a chunk at a time: what is written meanwhile
    are the persons of lines already read.
    """
    same = (PERSONS.c.fed_print == LINES.c.print).label("same")
    keys = (LINES.c.number_index, LINES.c.guarantee_print, LINES.c.print)
    return session.connection().execute(
        select(*keys, PERSONS.c.id.label("person_id"), PERSONS.c.role, same)
        .outerjoin_from(LINES, PERSONS, _same_person(feed))
        .where(LINES.c.feed_id == feed.id)
        .order_by(LINES.c.position)
        .execution_options(yield_per=CHUNK)
    )


class _Keys:
    """The keyed hashes by which lines are compared with the persons whom they are about."""

    def __init__(self, vault: Vault, mutuelle_id: str) -> None:
        self._vault = vault
        self._mutuelle_id = mutuelle_id
        self._number = self._index = ""  # of the last line: those of a contract follow one another

    def of(self, person: FedPerson) -> dict[str, str]:
        if person.member_number != self._number:
            self._number = person.member_number
            self._index = number_index(self._vault, self._mutuelle_id, self._number)
        return {
            "number_index": self._index,
            "guarantee_print": guarantee_print(self._vault, self._index, person.rank, person.guarantee_id),
            "print": self._vault.keyed_hash("feed_lines.print", person.digest),
        }


def _values(vault: Vault, person: FedPerson, row_id: str, principal_id: str | None) -> dict[str, Any]:
    return {
        "id": row_id,
        "sealed": seal_fields(vault.master, Person, row_id, {name: getattr(person, name) for name in SEALED}),
        "rank": person.rank,
        "role": person.role,
        "principal_id": None if person.role is ContractRole.PRINCIPAL else principal_id,
        "relation": person.relation,
        "joined_on": person.joined_on,
        "struck_off_on": person.struck_off_on,
        "excluded_on": person.excluded_on,
        "scheme": person.scheme,
        "cover_from": person.cover_from,
        "cover_until": person.cover_until,
    }
