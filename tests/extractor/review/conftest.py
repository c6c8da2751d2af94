"""An output folder with a page in front of it, and who asks for things as a browser does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

import pytest

from extractor.batch.read_limits import Limits
from extractor.batch.read_task import Job
from extractor.edits.new_decision import Reviewer
from extractor.export.json import load, render
from extractor.messages import Messages
from extractor.output_folder import OutputFolder
from extractor.results.decided_results import DecidedResults
from extractor.review.page_views import PageViews
from extractor.review.reread import Rereader
from extractor.review.review_guard import ReviewGuard
from extractor.review.review_session import ReviewSession
from extractor.review.review_web import ReviewParts, ReviewSite
from extractor.review.source_files import SourceFiles
from extractor.review.source_tables import SourceTables
from parsers.reading import ReadOptions
from schemas.document import Document
from tests.support.asgi_client import Answer, request

PORT, TOKEN = 8765, "rahasia"


@dataclass(slots=True)
class Page:
    """A review page, and the folder behind it."""

    folder: Path
    app: ReviewGuard
    session: ReviewSession
    written: list[str]

    def get(self, path: str, **headers: str) -> Answer:
        return request(self.app, path, headers=self.own(headers))

    def post(self, path: str, value: object, **headers: str) -> Answer:
        given = self.own({"Origin": f"http://127.0.0.1:{PORT}", "Content-Type": "application/json"} | headers)
        return request(self.app, path, method="POST", headers=given, body=json.dumps(value).encode())

    def own(self, headers: dict[str, str]) -> dict[str, str]:
        return {"Host": f"127.0.0.1:{PORT}", "Cookie": f"cermat-{PORT}={TOKEN}"} | headers

    def card(self, key: str) -> dict[str, Any]:
        answer = self.get("/card?key=" + quote(key))
        assert answer.status == 200, answer.text
        found: dict[str, Any] = answer.json
        return found

    def queued(self) -> list[str]:
        found: list[str] = self.get("/queue").json["keys"]
        return found

    def document(self, stem: str = "keputusan.pdf") -> Document:
        self.session.flush()
        return load(self.folder / f"{stem}.json")


MakePage = Callable[..., Page]


@pytest.fixture
def page(tmp_path: Path) -> Iterator[MakePage]:
    """Makes a page over documents; a second one over the same folder is another person's."""
    open_views: list[PageViews] = []

    def make(*documents: Document, by: str = "Sari", lang: Any = "id", sources: Path | None = None) -> Page:
        out = tmp_path / "hasil"
        folder = OutputFolder(out, ())
        for one in documents:
            folder.write(PurePosixPath(f"{one.berkas.nama}.json"), render(one))
        results = DecidedResults(out)
        session = ReviewSession(results, folder, Reviewer(by))
        files = SourceFiles({}, sources)
        views = PageViews(lambda number: session.with_source(number, files))
        open_views.append(views)
        written: list[str] = []

        def write_tables() -> list[str]:
            written.append("indikator.csv")
            return written

        parts = ReviewParts(
            session,
            results,
            Reviewer(by),
            views,
            files,
            SourceTables(ReadOptions()),
            Rereader(Job(ReadOptions()), Limits(), session.settle),
            Messages(lang),
            write_tables,
        )
        session.index()
        return Page(out, ReviewGuard(ReviewSite(parts).app(), PORT, TOKEN), session, written)

    yield make
    for views in open_views:
        views.close()
