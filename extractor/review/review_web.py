"""The review page: its addresses, what each takes and answers. HTML comes from the templates in extractor/data.

What is posted is JSON and checked by the models below; an answer is JSON too, with fragments of HTML in it. All texts
of documents pass through the escaping of the templates.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from jinja2 import DictLoader, Environment, StrictUndefined
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from extractor.edits.anchors import group_at, ref_at
from extractor.edits.decision_history import decided_file
from extractor.edits.new_decision import Reviewer
from extractor.edits.row_edits import joined_texts
from extractor.messages import Messages
from extractor.results.decided_results import DecidedResults
from extractor.review.page_views import PageViews
from extractor.review.reread import Rereader
from extractor.review.review_cards import (
    ROW_FIELDS,
    ReviewCard,
    card_of,
    cell_card,
    label_of,
    shown_findings,
    shown_values,
)
from extractor.review.review_items import finding_by_key, key_of
from extractor.review.review_session import NotAValue, OutOfDate, ReviewSession
from extractor.review.source_files import SourceFiles
from extractor.review.source_tables import COLUMN_ROLES, DATED_ROLES, PageTable, SourceTables, SourceView
from extractor.workload import MILLION, MISTAKES_LEFT
from schemas.decision import Decision, RowTexts, TableAnchor, TableKind
from schemas.document import Document
from schemas.errors import CermatError, NothingToRead

MOST_BODY_BYTES = 1_000_000
MOST_TEXT = 20_000  # characters of one field
NOTHING, BAD, GONE, CHANGED, TROUBLE = 204, 400, 404, 409, 500
STATIC = {"review.css": "text/css", "review.js": "text/javascript"}
TEMPLATES = ("review.html.j2", "review_card.html.j2", "review_overlays.html.j2")
RowAction = Literal["pecah", "gabung", "sisip", "hapus", "pindah"]
WriteTables = Callable[[], list[str]]
"""Writes the tables and reports of the folder anew; returns their names for people."""


class _Posted(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CellPost(_Posted):
    """A cell has this text; `seen`: the one that the person had before their eyes."""

    key: str
    text: str = Field(max_length=MOST_TEXT)
    seen: str | None = None


class KeyPost(_Posted):
    """Something is done with the thing of this name."""

    key: str


class RowPost(_Posted):
    """A row is split, joined, put in, removed or moved."""

    document: int
    address: str
    action: RowAction
    after: list[RowTexts] = Field(default_factory=list, max_length=50)
    seen: str | None = None  # the row's indicator as the person saw it


class TablePost(_Posted):
    """What a person said of a table: new roles of columns by their number (0-based), or its kind."""

    document: int
    table: TableAnchor
    roles: dict[int, str] = Field(default_factory=dict)
    before: list[str] = Field(default_factory=list)
    kind: TableKind | None = None


class FolderPost(_Posted):
    """Where the documents are now."""

    folder: str


@dataclass(frozen=True, slots=True)
class ReviewParts:
    """What the page is made of."""

    session: ReviewSession
    results: DecidedResults
    reviewer: Reviewer
    views: PageViews
    sources: SourceFiles
    tables: SourceTables
    rereader: Rereader
    messages: Messages
    write_tables: WriteTables


class ReviewSite:
    """The addresses of the page."""

    def __init__(self, parts: ReviewParts) -> None:
        self._parts = parts
        self._session = parts.session
        self._t = parts.messages

    def app(self) -> Starlette:
        """The page as an ASGI application."""
        return Starlette(
            routes=[
                Route("/", self._page),
                Route("/static/{name}", _static),
                Route("/favicon.ico", _no_icon),
                Route("/queue", self._answering(self._queue)),
                Route("/card", self._answering(self._card)),
                Route("/documents", self._answering(self._documents)),
                Route("/rows", self._answering(self._rows)),
                Route("/row-dialog", self._answering(self._row_dialog)),
                Route("/columns", self._answering(self._columns)),
                Route("/reading", self._answering(self._reading)),
                Route("/page/{document:int}/{number:int}.jpg", self._picture),
                Route("/decide", self._taking(CellPost, self._decide), methods=["POST"]),
                Route("/preview", self._taking(CellPost, self._preview), methods=["POST"]),
                Route("/settle", self._taking(KeyPost, self._settle), methods=["POST"]),
                Route("/undo", self._taking(_Posted, self._undo), methods=["POST"]),
                Route("/row", self._taking(RowPost, self._row), methods=["POST"]),
                Route("/table", self._taking(TablePost, self._table), methods=["POST"]),
                Route("/folder", self._taking(FolderPost, self._folder), methods=["POST"]),
                Route("/tables", self._taking(_Posted, self._write_tables), methods=["POST"]),
            ]
        )

    # --- how requests are answered

    def _answering(self, answer: Callable[[Request], Any]) -> Callable[[Request], Response]:
        def endpoint(request: Request) -> Response:
            return self._guarded(lambda: answer(request))

        return endpoint

    def _taking(self, model: type[_Posted], answer: Callable[[Any], Any]) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            body = await request.body()
            if len(body) > MOST_BODY_BYTES:
                return self._refused(BAD, "review_ui.bad_request")
            try:
                posted = model.model_validate_json(body or b"{}")
            except ValidationError:
                return self._refused(BAD, "review_ui.bad_request")
            return await run_in_threadpool(self._guarded, lambda: answer(posted))

        return endpoint

    def _guarded(self, answer: Callable[[], Any]) -> Response:
        """What went wrong, in words, where something did."""
        try:
            return JSONResponse(answer())
        except (KeyError, ValueError, IndexError):
            return self._refused(GONE, "review_ui.gone")
        except OutOfDate:
            return self._refused(CHANGED, "review_ui.changed")
        except NotAValue:
            return self._refused(BAD, "review_ui.invalid")
        except CermatError as error:
            return JSONResponse({"error": self._t.error(error)}, TROUBLE)

    def _refused(self, status: int, key: str) -> Response:
        return JSONResponse({"error": self._t(key)}, status)

    # --- what is shown

    def _page(self, request: Request) -> Response:
        html = _templates().get_template("review.html.j2").render(t=self._t, lang=self._t.language)
        return HTMLResponse(html)

    def _queue(self, request: Request) -> dict[str, Any]:
        only = request.query_params.get("document")
        items = self._session.queue(int(only) if only else None)
        return {"keys": [item.key for item in items], "progress": self._progress()}

    def _progress(self) -> dict[str, Any]:
        now = self._session.progress()
        share = now.expected_wrong / now.cells if now.cells else 0.0
        aim = MISTAKES_LEFT / MILLION
        settled = max(0, now.cells - round(now.expected_wrong))
        return {
            "left": now.left,
            "text": self._t("review_ui.left", left=self._t.number(now.left)),
            "documents": self._t("review_ui.done_documents", done=now.done, all=now.documents),
            "wrong": self._t(
                "review_ui.wrong",
                wrong=self._t.number(round(now.expected_wrong)),
                share=self._t.percent(share),
                aim=self._t.percent(aim),
            ),
            "reached": bool(now.cells) and share <= aim and not now.left,
            "share": round(now.reviewed / max(1, now.reviewed + now.left), 4),
            "settled": settled,
            "indexing": now.indexed < now.documents,
            "indexed": self._t("review_ui.indexing", indexed=now.indexed, all=now.documents),
        }

    def _card(self, request: Request) -> dict[str, Any]:
        card = self._found_card(request.query_params["key"])
        path = self._source(card.document)
        pages = self._has_pages(card)
        if pages and path is not None and card.page is not None:
            self._parts.views.make_ahead([(card.document, card.page)])
        return {
            "key": card.key,
            "kind": card.kind,
            "text": card.text,
            "html": self._fragment("review_card.html.j2", card=card),
            "picture": self._picture_of(card) if pages and path is not None else None,
            "source": None if pages and path is not None else self._source_html(card, path),
        }

    def _found_card(self, key: str) -> ReviewCard:
        made = self._session.made(int(key.split("|", 3)[1]))
        card = card_of(made, key, self._t)
        if card is None:
            raise KeyError(key)
        return card

    def _has_pages(self, card: ReviewCard) -> bool:
        return self._session.made(card.document).document.berkas.halaman is not None

    def _picture_of(self, card: ReviewCard) -> dict[str, Any] | None:
        if card.page is None:
            return None
        return {
            "url": f"/page/{card.document}/{card.page}.jpg",
            "page": card.page,
            "box": card.box,
            "row": card.row_box,
            "label": self._t("review_ui.picture", name=card.name, page=card.page),
        }

    def _source_html(self, card: ReviewCard, path: Path | None) -> str:
        view = SourceView()
        if path is not None and card.page is None:
            row = next((line.text for line in card.lines if line.key.endswith("|indikator")), "")
            view = self._parts.tables.around(path, card.as_read or row or card.where, row)
        return self._fragment("review_overlays.html.j2", part="source", view=view, card=card, missing=path is None)

    def _source(self, number: int) -> Path | None:
        berkas = self._session.made(number).document.berkas
        return self._parts.sources.find(self._session.stem(number), berkas)

    def _picture(self, request: Request) -> Response:
        document, number = request.path_params["document"], request.path_params["number"]
        try:
            found = self._parts.views.page(document, number)
        except (KeyError, CermatError):
            found = None
        if found is None:
            return self._refused(GONE, "review_ui.no_picture")
        data, dpi = found
        headers = {"Cache-Control": "private, max-age=600", "X-Dpi": f"{dpi:.3f}"}
        return Response(data, media_type="image/jpeg", headers=headers)

    def _documents(self, request: Request) -> dict[str, Any]:
        rows = self._session.document_progress()
        return {
            "html": self._fragment(
                "review_overlays.html.j2", part="documents", rows=rows, broken=self._session.unreadable
            )
        }

    def _rows(self, request: Request) -> dict[str, Any]:
        number = int(request.query_params["document"])
        document = self._session.made(number).document
        return {
            "html": self._fragment(
                "review_overlays.html.j2", part="rows", document=document, number=number, key_of=key_of
            )
        }

    def _row_dialog(self, request: Request) -> dict[str, Any]:
        card = self._found_card(request.query_params["key"])
        document = self._session.made(card.document).document
        ref = ref_at(document, card.address)
        if ref is None or ref.section is None or ref.row is None:
            raise KeyError(card.address)
        rows = document.bagian[ref.section].indikator
        texts = {name: text for name, text in group_at(document, ref).texts.items() if text}
        following = rows[ref.row + 1] if ref.row + 1 < len(rows) else None
        fields = [(name, label_of(name, self._t), texts.get(name, "")) for name in _row_fields(texts)]
        return {
            "html": self._fragment(
                "review_overlays.html.j2",
                part="row",
                card=card,
                fields=fields,
                joined=joined_texts(rows[ref.row], following) if following is not None else {},
                following=following,
                above=rows[ref.row - 1] if ref.row else None,
                two_above=(rows[ref.row - 2].indikator if ref.row > 1 else "", _before(card.address, 2)),
                label_of=lambda name: label_of(name, self._t),
                row=rows[ref.row],
            )
        }

    def _columns(self, request: Request) -> dict[str, Any]:
        """The tables of the page that a thing is on, that of its row first."""
        card = self._found_card(request.query_params["key"])
        path = self._source(card.document)
        if path is None:
            raise NothingToRead("source_missing", card.name, remedy="name_folder")
        document = self._session.made(card.document).document
        instructions = self._parts.results.instructions(decided_file(document))
        tables = self._parts.tables.tables(path, card.page, instructions)
        roles = [(str(role), self._t(f"review_role.{role}"), role in DATED_ROLES) for role in COLUMN_ROLES]
        return {
            "html": self._fragment(
                "review_overlays.html.j2", part="columns", tables=_nearest_first(tables, card), roles=roles, card=card
            )
        }

    def _reading(self, request: Request) -> dict[str, Any]:
        state = self._parts.rereader.state(int(request.query_params["document"]))
        return {"state": state.state, "error": self._t.sentence(state.cause) if state.cause is not None else None}

    # --- what is decided

    def _decide(self, posted: CellPost) -> dict[str, Any]:
        _, number, address, field = posted.key.split("|", 3)

        def decide(document: Document) -> Decision:
            card = cell_card(document, int(number), address, field, self._t)
            if card is None or (posted.seen is not None and card.text != posted.seen):
                raise OutOfDate
            return self._parts.reviewer.decides_cell(document, address, field, posted.text or None)

        self._session.decide(int(number), decide)
        return {"progress": self._progress()}

    def _preview(self, posted: CellPost) -> dict[str, Any]:
        """What a text would say, and what the checks would find, before it is decided."""
        _, number, address, field = posted.key.split("|", 3)
        try:
            document = self._session.try_out(
                int(number),
                lambda one: self._parts.reviewer.decides_cell(one, address, field, posted.text or None),
            )
        except NotAValue:
            return {"html": self._fragment("review_overlays.html.j2", part="invalid")}
        ref = ref_at(document, address)
        if ref is None:
            raise KeyError(address)
        values: list[tuple[str, str]] = []
        if ref.section is not None and ref.row is not None:
            row = document.bagian[ref.section].indikator[ref.row]
            values = list(shown_values(row, field, group_at(document, ref).texts.get(field) or "", self._t))
        found = list(shown_findings(document, address, self._t))
        return {"html": self._fragment("review_overlays.html.j2", part="values", values=values, findings=found)}

    def _settle(self, posted: KeyPost) -> dict[str, Any]:
        """A finding needs nobody any more, or a decision that does not fit is given up."""
        kind, number, _, field = posted.key.split("|", 3)
        if kind == "sunting":
            if self._session.take_back(field) is None:
                raise KeyError(field)
            return {"progress": self._progress()}

        def decide(document: Document) -> Decision:
            item = finding_by_key(document, field)
            if item is None:
                raise OutOfDate
            return self._parts.reviewer.settles(document, item)

        self._session.decide(int(number), decide)
        return {"progress": self._progress()}

    def _undo(self, posted: _Posted) -> dict[str, Any]:
        decision = self._session.undo()
        if decision is None:
            return {"key": None, "progress": self._progress(), "text": self._t("review_ui.nothing_to_undo")}
        number = self._session.document_of(decision)
        is_cell = decision.kolom is not None and ":" not in decision.kolom and decision.jangkar.tabel is None
        key = key_of("sel", number, decision.alamat, decision.kolom or "") if is_cell and number is not None else None
        if number is not None and decision.jangkar.tabel is not None:
            self._read_again(number)
        return {"key": key, "progress": self._progress(), "text": self._t("review_ui.undone")}

    def _row(self, posted: RowPost) -> dict[str, Any]:
        def decide(document: Document) -> Decision:
            ref = ref_at(document, posted.address)
            now = group_at(document, ref).texts.get("indikator") if ref is not None else None
            if ref is None or (posted.seen is not None and now != posted.seen):
                raise OutOfDate
            return self._parts.reviewer.decides_row(document, posted.action, posted.address, posted.after)

        self._session.decide(posted.document, decide)
        return {"progress": self._progress()}

    def _table(self, posted: TablePost) -> dict[str, Any]:
        """Decides about a table, and has its file read again."""
        if self._source(posted.document) is None:
            raise NothingToRead("source_missing", remedy="name_folder")
        who = self._parts.reviewer
        if posted.kind is not None:
            kind = posted.kind
            self._session.decide(posted.document, lambda one: who.tells_table(one, posted.table, kind))
        for column, role in sorted(posted.roles.items()):
            before = posted.before[column] if column < len(posted.before) else None
            self._session.decide(
                posted.document, partial(_told, who, posted.table, column=column, before=before, after=role)
            )
        self._read_again(posted.document)
        return {"progress": self._progress(), "reading": True}

    def _read_again(self, number: int) -> None:
        path = self._source(number)
        document = self._session.made(number).document
        if path is not None:
            told = self._parts.results.instructions(decided_file(document))
            self._parts.rereader.begin(number, path, document, told)

    def _folder(self, posted: FolderPost) -> dict[str, Any]:
        if not self._parts.sources.add_folder(Path(posted.folder).expanduser()):
            raise NothingToRead("not_there", posted.folder)
        self._parts.views.forget()
        return {"progress": self._progress()}

    def _write_tables(self, posted: _Posted) -> dict[str, Any]:
        written = self._parts.write_tables()
        return {"text": self._t("review_ui.tables_written", files=", ".join(written))}

    def _fragment(self, template: str, **values: Any) -> str:
        return _templates().get_template(template).render(t=self._t, **values)


def _told(
    who: Reviewer, table: TableAnchor, document: Document, *, column: int, before: str | None, after: str
) -> Decision:
    return who.tells_column(document, table, column, before, after)


def _row_fields(texts: RowTexts) -> list[str]:
    """The fields that a dialog about a row offers: those that it has, and a target."""
    usual = [name for name in ROW_FIELDS if name in texts or name in ("indikator", "target")]
    return [*usual, *(name for name in texts if name not in usual and not name.startswith("hierarki["))]


def _before(address: str, rows: int) -> str:
    """The address of the row so many rows above; of its section where there is none."""
    section, _, row = address.partition(".i")
    place = int(row) - rows
    return f"{section}.i{place}" if place > 0 else section


def _nearest_first(tables: list[PageTable], card: ReviewCard) -> list[PageTable]:
    """Tables with the one in front that holds the cell, or that the finding quotes."""
    box = card.box

    def holds(table: PageTable) -> bool:
        own = table.anchor.kotak
        if box is not None and own is not None:
            x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            return own[0] <= x <= own[2] and own[1] <= y <= own[3]
        return bool(card.where) and table.first_words.startswith(card.where[:20])

    return sorted(tables, key=lambda table: not holds(table))


def _no_icon(request: Request) -> Response:
    """Browsers ask for one whether the page names one or not."""
    return Response(status_code=NOTHING)


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        return Response(status_code=GONE)
    return Response(_data(name), media_type=STATIC[name])


@cache
def _data(name: str) -> str:
    return files("extractor").joinpath(f"data/{name}").read_text(encoding="utf-8")


@cache
def _templates() -> Environment:
    loader = DictLoader({name: _data(name) for name in TEMPLATES})
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
