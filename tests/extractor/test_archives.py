"""An archive or a mail that is named is a folder: what is in it is read, and nothing gets out of its room."""

from __future__ import annotations

import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from extractor import input_archives
from extractor.input_archives import Unpacker, archive_kind
from extractor.input_files import FoundInputs, find_inputs
from schemas.errors import DamagedInput, EncryptedInput, LimitExceeded
from tests.extractor.commands.test_cli import run
from tests.support.docx_build import build, p
from tests.support.package_build import rows, write_package, xlsx_members

PDF = b"%PDF-1.4\n"


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def mail(attachments: dict[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@contoh.go.id", "b@contoh.go.id", "Laporan"
    message.set_content("Terlampir.")
    for name, data in attachments.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def found(tmp_path: Path, *paths: Path) -> FoundInputs:
    return find_inputs(paths, unpacker=Unpacker(tmp_path / "ruang"))


def labels(result: FoundInputs) -> list[str]:
    return [source.label for source in result.sources]


def test_documents_in_archives_and_mails_are_found_with_their_folders(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "dalam.zip", {"c.pdf": PDF}).read_bytes()
    folder = tmp_path / "arsip"
    folder.mkdir()
    zipped(folder / "a.zip", {"2025/a.pdf": PDF, "2025/catatan.exe": b"MZ\0\0\xff", "surat.eml": mail({"b.pdf": PDF})})
    (folder / "kiriman.eml").write_bytes(mail({"laporan.pdf": PDF, "lagi.zip": inner}))
    result = found(tmp_path, folder)
    assert labels(result) == [
        "a.zip/2025/a.pdf", "a.zip/surat.eml/b.pdf", "kiriman.eml/laporan.pdf", "kiriman.eml/lagi.zip/c.pdf",
    ]  # fmt: skip
    assert result.skipped == ("a.zip/2025/catatan.exe",)
    assert labels(found(tmp_path, folder / "a.zip")) == ["2025/a.pdf", "surat.eml/b.pdf"]


def test_office_files_are_no_archives(tmp_path: Path) -> None:
    for path in (build(tmp_path / "a.zip", p("isi")), write_package(tmp_path / "b.zip", xlsx_members(rows(("x",))))):
        assert archive_kind(path) is None
    text = tmp_path / "c.eml"
    text.write_text("Subject: ini\nbukan surel")
    assert archive_kind(text) is None


def test_names_stay_inside(tmp_path: Path) -> None:
    members = {"../../luar.pdf": PDF, "/etc/sandi.pdf": PDF, "C:\\Windows\\x.pdf": PDF, "a/..\\../b.pdf": PDF}
    result = found(tmp_path, zipped(tmp_path / "a.zip", members))
    assert labels(result) == ["luar.pdf", "etc/sandi.pdf", "Windows/x.pdf", "a/b.pdf"]
    room = (tmp_path / "ruang").resolve()
    assert all(room in source.path.resolve().parents for source in result.sources)
    assert {path.name for path in tmp_path.iterdir()} == {"a.zip", "ruang"}


def test_hidden_members_and_links_are_left_out(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"__MACOSX/._a.pdf": PDF, ".git/x.pdf": PDF, "a.pdf": PDF})
    link = zipfile.ZipInfo("tautan.pdf")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert labels(found(tmp_path, path)) == ["a.pdf"]


def test_bombs_stop_at_the_limit_and_what_came_before_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(input_archives, "MAX_MEMBER_BYTES", 100_000)
    path = zipped(tmp_path / "a.zip", {"a.pdf": PDF, "b.pdf": PDF + bytes(1_000_000), "c.pdf": PDF})
    result = found(tmp_path, path)
    assert labels(result) == ["a.pdf"]
    [(label, error)] = result.failures
    assert (label, type(error)) == ("a.zip", LimitExceeded)


def test_all_archives_of_a_run_share_one_limit(tmp_path: Path) -> None:
    paths = [zipped(tmp_path / name, {"a.pdf": PDF + bytes(600)}) for name in ("a.zip", "b.zip")]
    result = find_inputs(paths, unpacker=Unpacker(tmp_path / "ruang", left=1000))
    assert (labels(result), [label for label, _ in result.failures]) == (["a.pdf"], ["b.zip"])


def test_archives_inside_each_other_end_somewhere(tmp_path: Path) -> None:
    data = PDF
    for depth in range(6):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr(f"{depth}.zip" if depth else "a.pdf", data)
        data = stream.getvalue()
    (tmp_path / "a.zip").write_bytes(data)
    result = found(tmp_path, tmp_path / "a.zip")
    assert (labels(result), [type(error) for _, error in result.failures]) == ([], [LimitExceeded])


@pytest.mark.parametrize(("damage", "error"), [("cut", DamagedInput), ("locked", EncryptedInput)])
def test_what_can_not_be_unpacked_is_one_failure(tmp_path: Path, damage: str, error: type[Exception]) -> None:
    path = zipped(tmp_path / "a.zip", {"a.pdf": PDF + bytes(range(256)) * 20})
    data = bytearray(path.read_bytes())
    if damage == "cut":
        data[60:80] = bytes(20)
    else:
        data[6] |= 1
        data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert [type(failure) for _, failure in found(tmp_path, path).failures] == [error]


def test_a_run_over_an_archive_reads_it_once_and_names_its_files(tmp_path: Path) -> None:
    document = build(tmp_path / "surat.docx", p("Indikator Kinerja")).read_bytes()
    path = zipped(tmp_path / "a.zip", {"2025/surat.docx": document})
    out = tmp_path / "hasil"
    first = run("extract", path, "-o", out, "--lang", "en")
    assert first.exit_code == 0
    result = json.loads((out / "2025" / "surat.docx.json").read_text(encoding="utf-8"))
    assert (result["berkas"]["nama"], result["berkas"]["jalur"]) == ("surat.docx", "2025/surat.docx")
    again = run("extract", path, "-o", out, "--lang", "en")
    assert "known from an earlier run" in again.stderr or "earlier" in again.stderr
    assert [file.name for file in out.rglob("*.docx*.json")] == ["surat.docx.json"]
