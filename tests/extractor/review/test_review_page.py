"""The review page as a browser asks for it: the queue, cards, decisions, undo, rows, and who may not ask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.edits.new_decision import Reviewer
from schemas.decision import FILE
from schemas.document import Bukti, Document, Indikator, Target, Temuan
from tests.extractor.review.conftest import PORT, TOKEN, MakePage
from tests.support.asgi_client import request

Make = Callable[..., Document]
MakeIndicator = Callable[..., Indikator]
TARGET = "sel|0|b1.i1|target"


def proof(text: str, keyakinan: float, top: float = 0.0) -> Bukti:
    return Bukti(halaman=3, kotak=(10, top, 60, top + 10), teks_asli=text, keyakinan=keyakinan)


@pytest.fixture
def doubtful(document: Make, indicator: MakeIndicator) -> Document:
    """Two rows: a target read badly, one read well, and an indicator in between."""
    first = indicator(
        id="b1.i1",
        indikator="Persentase arsip <b>tertata</b>",
        target=Target(teks="98 %", nilai=98, satuan="%"),
        bukti={"indikator": proof("Persentase arsip <b>tertata</b>", 0.9), "target": proof("98 %", 0.3, 20)},
    )
    second = indicator(
        id="b1.i2",
        indikator="Jumlah layanan",
        bukti={"indikator": proof("Jumlah layanan", 0.999, 40), "target": proof("4 dokumen", 0.8, 60)},
    )
    return document(first, second)


def test_the_most_doubtful_comes_first_and_what_is_sure_not_at_all(page: MakePage, doubtful: Document) -> None:
    assert page(doubtful).queued() == [TARGET, "sel|0|b1.i2|target", "sel|0|b1.i1|indikator"]


def test_a_card_shows_what_was_read_and_texts_are_only_text(page: MakePage, doubtful: Document) -> None:
    card = page(doubtful).card("sel|0|b1.i1|indikator")
    assert card["text"] == "Persentase arsip <b>tertata</b>"
    assert "<b>tertata" not in card["html"]
    assert "&lt;b&gt;tertata" in card["html"]
    assert "keyakinan 90%" in card["html"]


def test_to_accept_takes_one_request_and_the_cell_leaves_the_queue(page: MakePage, doubtful: Document) -> None:
    own = page(doubtful)
    answer = own.post("/decide", {"key": TARGET, "text": "98 %", "seen": "98 %"})
    assert answer.status == 200
    assert answer.json["progress"]["left"] == 2
    mark = own.document().bagian[0].indikator[0].bukti["target"].tinjauan
    assert mark is not None
    assert (mark.tindakan, mark.oleh) == ("benar", "Sari")
    assert (own.folder / FILE).read_text(encoding="utf-8").count("\n") == 1


def test_a_typed_text_is_shown_read_before_it_is_decided(page: MakePage, doubtful: Document) -> None:
    own = page(doubtful)
    shown = own.post("/preview", {"key": TARGET, "text": "95 %"}).json["html"]
    assert "<span>nilai</span> 95" in shown
    assert "<span>Satuan</span> %" in shown
    assert not (own.folder / FILE).exists()
    assert "100" in own.post("/preview", {"key": TARGET, "text": "950 %"}).json["html"]  # a check speaks up
    assert own.post("/decide", {"key": TARGET, "text": "95 %", "seen": "98 %"}).status == 200
    target = own.document().bagian[0].indikator[0].target
    assert target == Target(teks="95 %", nilai=95, satuan="%")


def test_what_can_not_be_a_value_is_refused_with_a_sentence(page: MakePage, doubtful: Document) -> None:
    own = page(doubtful)
    answer = own.post("/decide", {"key": "sel|0|metadata|tanggal", "text": "entah"})
    assert answer.status == 400
    assert "tidak dapat menjadi isi" in answer.json["error"]
    assert not (own.folder / FILE).exists()


def test_undo_takes_the_last_decision_back_and_leads_to_its_cell(page: MakePage, doubtful: Document) -> None:
    own = page(doubtful)
    own.post("/decide", {"key": TARGET, "text": "95 %"})
    own.post("/decide", {"key": "sel|0|b1.i2|target", "text": "4 dokumen"})
    assert own.post("/undo", {}).json["key"] == "sel|0|b1.i2|target"
    assert own.post("/undo", {}).json["key"] == TARGET
    assert own.post("/undo", {}).json["key"] is None
    assert own.document().bagian == doubtful.bagian
    assert len(own.queued()) == 3


def test_two_people_see_each_other_and_overwrite_nothing_unseen(page: MakePage, doubtful: Document) -> None:
    sari, budi = page(doubtful), page(by="Budi")
    assert sari.post("/decide", {"key": TARGET, "text": "95 %", "seen": "98 %"}).status == 200
    assert TARGET not in budi.queued()
    late = budi.post("/decide", {"key": TARGET, "text": "96 %", "seen": "98 %"})
    assert late.status == 409
    assert budi.card(TARGET)["text"] == "95 %"
    assert budi.post("/decide", {"key": TARGET, "text": "96 %", "seen": "95 %"}).status == 200
    assert sari.card(TARGET)["text"] == "96 %"
    mark = sari.document().bagian[0].indikator[0].bukti["target"].tinjauan
    assert mark is not None
    assert (mark.oleh, mark.sebelum) == ("Budi", "98 %")


def test_rows_are_split_and_the_dialog_offers_their_fields(page: MakePage, doubtful: Document) -> None:
    own = page(doubtful)
    dialog = own.get(f"/row-dialog?key={TARGET}").json["html"]
    assert 'name="indikator"' in dialog
    assert "Jumlah layanan" in dialog  # the row that it would be joined with
    row = {"document": 0, "address": "b1.i2", "action": "pecah", "seen": "Jumlah layanan"}
    parts = [{"indikator": "Jumlah layanan pagi"}, {"indikator": "Jumlah layanan sore", "target": "2 dokumen"}]
    assert own.post("/row", {**row, "after": parts}).status == 200
    names = [one.indikator for one in own.document().bagian[0].indikator]
    assert names[1:] == ["Jumlah layanan pagi", "Jumlah layanan sore"]
    assert own.post("/row", {**row, "after": parts}).status == 409  # the row is not what was seen


def test_findings_and_lost_decisions_come_before_cells(page: MakePage, document: Make, doubtful: Document) -> None:
    warning = Temuan(kode="tabel_mungkin_indikator", tingkat="peringatan", pesan="Tabel", lokasi="No", halaman=2)
    own = page(doubtful.model_copy(update={"temuan": [warning]}))
    lost = Reviewer("Budi").decides_cell(document(name="keputusan.pdf"), "b1.i1", "sumber_data", "Laporan tahunan")
    other = lost.model_copy(
        update={"jangkar": lost.jangkar.model_copy(update={"baris": "Nilai audit", "teks": "entah", "halaman": 9})}
    )
    (own.folder / FILE).write_text(other.model_dump_json() + "\n", encoding="utf-8")
    kinds = [key.split("|")[0] for key in own.queued()]
    assert kinds == ["sunting", "tabel", "sel", "sel", "sel"]
    for key in own.queued()[:2]:
        assert own.card(key)["html"]
        assert own.post("/settle", {"key": key}).status == 200
    assert [key.split("|")[0] for key in own.queued()] == ["sel"] * 3
    assert own.document().temuan[0].tinjauan is not None


def test_progress_tells_what_is_left_and_when_a_document_is_done(page: MakePage, doubtful: Document) -> None:
    own = page(doubtful, lang="en")
    for key in own.queued():
        own.post("/decide", {"key": key, "text": own.card(key)["text"]})
    progress = own.get("/queue").json["progress"]
    assert (progress["left"], progress["documents"], progress["reached"]) == (0, "1 of 1 documents done", True)
    assert "done" in own.get("/documents").json["html"]


def test_tables_are_written_when_asked_for(page: MakePage, doubtful: Document) -> None:
    own = page(doubtful)
    assert "indikator.csv" in own.post("/tables", {}).json["text"]
    assert own.written == ["indikator.csv"]


def test_a_file_that_moved_is_asked_for(page: MakePage, doubtful: Document, tmp_path: Path) -> None:
    own = page(doubtful)
    card = own.card(TARGET)
    assert card["picture"] is None
    assert 'name="folder"' in card["source"]
    assert own.post("/folder", {"folder": str(tmp_path / "tidak-ada")}).status == 500
    assert own.post("/folder", {"folder": str(tmp_path)}).status == 200


# --- who may ask


def test_the_address_with_the_token_opens_the_page(page: MakePage, doubtful: Document) -> None:
    app = page(doubtful).app
    host = {"Host": f"127.0.0.1:{PORT}"}
    first = request(app, f"/?token={TOKEN}", headers=host)
    assert (first.status, first.headers["location"]) == (303, "/")
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    second = request(app, "/", headers=host | {"Cookie": cookie.split(";")[0]})
    assert second.status == 200
    assert "default-src 'none'" in second.headers["content-security-policy"]
    assert second.headers["x-frame-options"] == "DENY"
    assert "http" not in second.text.replace("http-equiv", "")  # nothing is loaded from elsewhere


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Cookie": "a=b"}, 403),
        ({"Cookie": f"cermat-{PORT}=tebakan"}, 403),
        ({"Host": f"jahat.example:{PORT}"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Host": f"127.0.0.1:{PORT}.jahat.example"}, 421),
    ],
)
def test_who_has_no_token_or_another_host_name_gets_nothing(
    page: MakePage, doubtful: Document, headers: dict[str, str], status: int
) -> None:
    own = page(doubtful)
    for path in ("/", "/queue", f"/card?key={TARGET}", "/static/review.js", "/page/0/1.jpg"):
        answer = own.get(path, **headers)
        assert answer.status == status
        assert b"arsip" not in answer.body


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://jahat.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": f"https://127.0.0.1:{PORT}"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
    ],
)
def test_another_page_can_not_decide(page: MakePage, doubtful: Document, headers: dict[str, str]) -> None:
    own = page(doubtful)
    assert own.post("/decide", {"key": TARGET, "text": "1"}, **headers).status == 403
    assert not (own.folder / FILE).exists()


@pytest.mark.parametrize(
    "posted",
    [
        {"key": "sel|7|b1.i1|target", "text": "1"},
        {"key": "sel|0|b9.i9|target", "text": "1"},
        {"key": "sel|-1|b1.i1|target", "text": "1"},
        {"key": "entah", "text": "1"},
        {"key": TARGET},
        {"key": TARGET, "text": "1", "lain": 2},
        [],
    ],
)
def test_requests_that_make_no_sense_are_refused_and_change_nothing(
    page: MakePage, doubtful: Document, posted: object
) -> None:
    own = page(doubtful)
    assert own.post("/decide", posted).status in (400, 404, 409)
    assert not (own.folder / FILE).exists()
