"""Documents -> rows of a database: one transaction for each document, so that none is ever half there.

A document is known by the SHA-256 of its file. One whose rows are in the database already is passed over; one that
changed, was moved or was read anew from a changed file replaces its own rows and nobody else's. Documents that are not
among those that are loaded stay.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from extractor.export.database.database_schema import (
    DIGEST,
    DOCUMENT_ID,
    DOCUMENTS,
    NAME,
    ORDER,
    REVIEW_DIGEST,
    database_tables,
)
from extractor.export.tables.document_tables import OF_ALL, DocumentTables, Row, own_tables
from extractor.export.tables.table_model import Table, all_tables
from extractor.file_names import numbered
from schemas.errors import Language, MissingComponent, OutputError, UsageError

_NOTHING = hashlib.sha256(b"").hexdigest()
_NO_TEXT = "\x00"  # what PostgreSQL has no place for
_IN_ITS_PLACE = "\ufffd"
MOST_DETAIL = 200  # characters of what a database says


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of the documents of a load."""

    new: int = 0
    replaced: int = 0
    unchanged: int = 0
    others: int = 0  # in the database, and not among those that were loaded


@dataclass(frozen=True, slots=True)
class _Known:
    """A document that is in the database."""

    name: str
    digest: str
    review: str


class DatabaseLoad:
    """A Collector (extractor.export.collecting) that fills a database. Raises OutputError where that refuses."""

    def __init__(self, url: str, language: Language = "id", *, private: bool = False) -> None:
        """Makes the tables where they are not there. `private`: of a file that nobody else sees, and that need not
        survive a power cut.

        Raises UsageError for what is no URL of a database, MissingComponent without the library for its kind.
        """
        self._url = url_of(url)
        self._tables = database_tables(language)
        self._engine = _engine(self._url, private=private)
        self._ids: dict[str, str] = {}  # of the documents of this load, in their order: id -> name
        self._new = self._replaced = 0
        with self._told(), self._engine.begin() as connection:
            self._check(connection)
            self._tables.create_all(connection)
            self._known = dict(self._documents(connection))

    def add(self, tables: DocumentTables) -> None:
        """Loads one document, or nothing of it."""
        sha256 = tables.document.berkas.sha256
        key = next(one for one in numbered(sha256) if one not in self._ids)
        self._ids[key] = tables.name
        rows = {table.name: tables.rows(table) for table in own_tables()}
        digest = digest_of(row for table in own_tables() for row in rows[table.name])
        if key in self._known and self._known[key].digest == digest:
            return
        stale = [one for one, known in self._known.items() if one == key or known.name == tables.name]
        with self._told(), self._engine.begin() as connection:
            for one in stale:
                self._delete(connection, one)
            self._insert(connection, key, rows, digest)
        self._replaced += bool(stale)
        self._new += not stale
        for one in stale:
            del self._known[one]
        self._known[key] = _Known(tables.name, digest, _NOTHING)

    def close(self, review: Iterable[Row]) -> None:
        """Loads the cells to look at of each document, where they changed."""
        ids = {name: key for key, name in self._ids.items()}
        waiting = dict.fromkeys(self._ids)
        for name, group in groupby(review, key=lambda row: str(row[0])):
            del waiting[ids[name]]
            self._review(ids[name], tuple(group))
        for key in waiting:
            self._review(key, ())
        self._engine.dispose()

    @property
    def result(self) -> Loaded:
        """What became of the documents so far."""
        others = len(self._known.keys() - self._ids.keys())
        return Loaded(self._new, self._replaced, len(self._ids) - self._new - self._replaced, others)

    def _check(self, connection: Connection) -> None:
        """Tables of these names are Cermat's own, with these columns, or there are none."""
        inspector = sa.inspect(connection)
        for table in self._tables.sorted_tables:
            if inspector.has_table(table.name):
                names = {column["name"] for column in inspector.get_columns(table.name)}
                if names != set(table.columns.keys()):
                    raise OutputError("other_tables", self._shown, remedy="other_database", table=table.name)

    def _documents(self, connection: Connection) -> Iterator[tuple[str, _Known]]:
        documents = self._tables.tables[DOCUMENTS].c
        wanted = sa.select(documents[DOCUMENT_ID], documents[NAME], documents[DIGEST], documents[REVIEW_DIGEST])
        for key, name, digest, review in connection.execute(wanted):
            yield str(key), _Known(str(name), str(digest), str(review))

    def _delete(self, connection: Connection, key: str) -> None:
        for table in reversed(self._tables.sorted_tables):
            connection.execute(sa.delete(table).where(table.c[DOCUMENT_ID] == key))

    def _insert(self, connection: Connection, key: str, rows: dict[str, tuple[Row, ...]], digest: str) -> None:
        for table in self._tables.sorted_tables:
            more = {DIGEST: digest, REVIEW_DIGEST: _NOTHING} if table.name == DOCUMENTS else {}
            self._fill(connection, all_tables()[table.name], key, rows.get(table.name, ()), more)

    def _fill(
        self, connection: Connection, table: Table, key: str, rows: Sequence[Row], more: Mapping[str, object]
    ) -> None:
        values = [
            {
                DOCUMENT_ID: key,
                ORDER: number,
                **{name: _storable(value) for name, value in zip(table.names, row, strict=True)},
                **more,
            }
            for number, row in enumerate(rows, start=1)
        ]
        if values:
            connection.execute(sa.insert(self._tables.tables[table.name]), values)

    def _review(self, key: str, rows: tuple[Row, ...]) -> None:
        digest = digest_of(rows)
        if self._known[key].review == digest:
            return
        review, documents = self._tables.tables[OF_ALL], self._tables.tables[DOCUMENTS]
        with self._told(), self._engine.begin() as connection:
            connection.execute(sa.delete(review).where(review.c[DOCUMENT_ID] == key))
            self._fill(connection, all_tables()[OF_ALL], key, rows, {})
            connection.execute(
                sa.update(documents).where(documents.c[DOCUMENT_ID] == key).values({REVIEW_DIGEST: digest})
            )

    @property
    def _shown(self) -> str:
        """The URL for people, without its password."""
        return self._url.render_as_string(hide_password=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns what a database refuses into an OutputError."""
        try:
            yield
        except SQLAlchemyError as error:
            words = str(getattr(error, "orig", None) or error).strip().partition("\n")[0][:MOST_DETAIL]
            raise OutputError("database_refused", self._shown, remedy="database", answer=words) from error


def url_of(url: str) -> URL:
    """The parts of a URL of SQLAlchemy. Raises UsageError for anything else."""
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as error:
        raise UsageError("no_database_url", remedy="database_url") from error


def digest_of(rows: Iterable[Row]) -> str:
    """The SHA-256 of rows in their order."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()


def _engine(url: URL, *, private: bool) -> sa.Engine:
    try:
        engine = sa.create_engine(url)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise MissingComponent("no_driver", remedy="install_driver", driver=url.drivername) from error
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare_private if private else _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: object, record: object) -> None:
    """SQLite looks at foreign keys when it is asked to."""
    connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[attr-defined]


def _prepare_private(connection: object, record: object) -> None:
    _prepare_sqlite(connection, record)
    connection.execute("PRAGMA synchronous=OFF")  # type: ignore[attr-defined]
    connection.execute("PRAGMA journal_mode=MEMORY")  # type: ignore[attr-defined]


def _storable(value: object) -> object:
    return value.replace(_NO_TEXT, _IN_ITS_PLACE) if isinstance(value, str) else value
