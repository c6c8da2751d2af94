"""README and docs/ are true: commands and examples run, excerpts come out, what there is to explain is explained."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

import click
import pytest
from click.testing import CliRunner
from PIL import Image, ImageChops, ImageStat
from pydantic import BaseModel

import schemas.document
from extractor.batch.outcome import Outcome
from extractor.cli import COMMANDS, main
from extractor.commands.export_run import TABLE_FORMATS
from extractor.export import FORMATS, folder_files, review_csv, tree_flat
from extractor.export.collecting import ExportOptions
from extractor.export.json import render
from extractor.export.tables.document_tables import DocumentTables
from extractor.export.tables.table_model import all_tables
from extractor.output_folder import OutputFolder
from extractor.pipeline import extract
from parsers.reading import ReadOptions
from schemas.document import Document
from schemas.errors import ExitCode

ROOT = Path(__file__).parent.parent
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
}
README, INDONESIAN = PAGES["README.md"], PAGES["README.id.md"]
CLI, OUTPUT, ARCHITECTURE = PAGES["docs/cli.md"], PAGES["docs/output.md"], PAGES["docs/architecture.md"]
SLOW_SAMPLES = ("11-", "12-")  # scans, which have tests of their own
MOST_LINES, MOST_WORDS = 70, 600  # of a README: one and a half screens
PICTURE_BYTES = 200_000
FOLDERS = "cermat|extractor|parsers|normalizers|schemas|samples|tests|benchmarks|docs"


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def links(text: str) -> list[str]:
    return re.findall(r"\]\((?!https?:)([^)]+)\)", text)


def headings(text: str) -> list[tuple[str, str]]:
    """Level ("##") and title of each, code left out."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^(#+) (.+)$", prose, re.MULTILINE)


def anchors(text: str) -> set[str]:
    """As GitHub makes them of headings."""
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for _, title in headings(text)}


def section(text: str, words: str) -> str:
    """The text below the first heading with these words, up to the next one of its level or above."""
    level, title = next((level, title) for level, title in headings(text) if words in title)
    below = text.split(f"\n{level} {title}\n", 1)[1]
    return re.split(rf"^#{{1,{len(level)}}} ", below, maxsplit=1, flags=re.MULTILINE)[0]


def first_cells(text: str) -> list[str]:
    """The first cell of each table row."""
    return re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)


SHELL_LINES = list(
    dict.fromkeys(line for text in PAGES.values() for block in blocks(text, "sh") for line in block.splitlines())
)
CERMAT_LINES = [line for line in SHELL_LINES if line.startswith("cermat ")]


def copy_samples(folder: Path) -> None:
    (folder / "samples").mkdir()
    for path in (ROOT / "samples").glob("*.*"):
        if path.is_file() and not path.name.startswith(SLOW_SAMPLES):
            shutil.copy(path, folder / "samples")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the samples, as somebody who follows the README has it."""
    copy_samples(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What comes of the samples that the documents show."""
    out = tmp_path_factory.mktemp("docs") / "output"
    names = (
        "01-iku-iki-perpustakaan.pdf",
        "06-perjanjian-kinerja.pdf",
        "07-perjanjian-kinerja-rapat.pdf",
        "08-rencana-aksi.docx",
    )
    folder = OutputFolder(out, ())
    with folder_files(["csv"], folder, ExportOptions()) as files:
        for name in names:
            document = extract(ROOT / "samples" / name, ReadOptions())
            folder.write(PurePosixPath(f"{name}.json"), render(document))
            files.add(DocumentTables(document, name))
    return out


@pytest.fixture(scope="module")
def drawing() -> ModuleType:
    """samples/make_picture.py"""
    spec = importlib.util.spec_from_file_location("make_picture", ROOT / "samples" / "make_picture.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look for the module that they are in
    spec.loader.exec_module(module)
    return module


# --- the READMEs ---


@pytest.mark.parametrize("text", [README, INDONESIAN], ids=["en", "id"])
def test_one_sentence_and_two_commands_come_first(text: str) -> None:
    title, sentence, first_block = text.split("\n\n")[:3]
    assert title == "# Cermat"
    assert sentence.count(". ") == 0
    assert first_block == "```sh\nmake demo\nmake test\n```"
    assert "](docs/page-and-rows.png)" in text.split("\n## ")[0]
    assert len(text.splitlines()) <= MOST_LINES
    assert len(text.split()) <= MOST_WORDS


def test_the_two_languages_say_the_same() -> None:
    def other(link: str) -> str:
        return {"README.id.md": "README.md"}.get(link, link)

    def spans(text: str) -> list[str]:
        return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))

    assert [level for level, _ in headings(INDONESIAN)] == [level for level, _ in headings(README)]
    assert [block for _, block in _blocks(INDONESIAN)] == [block for _, block in _blocks(README)]
    assert [other(link) for link in links(README)] == links(INDONESIAN)
    assert sorted({*spans(README)}) == sorted({*spans(INDONESIAN)} - {"docs/"})
    assert INDONESIAN.count("\n\n") == README.count("\n\n")
    assert 0.8 <= len(INDONESIAN) / len(README) <= 1.25


def _blocks(text: str) -> list[tuple[str, str]]:
    return re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_every_page_is_reached_from_the_readme() -> None:
    reached: set[str] = set()
    waiting = ["README.md"]
    while waiting:
        name = waiting.pop()
        if name in reached or name not in PAGES:
            continue
        reached.add(name)
        for link in links(PAGES[name]):
            waiting.append(_resolved(name, link.partition("#")[0]))
    assert reached == PAGES.keys()


def _resolved(page: str, link: str) -> str:
    target = (ROOT / page).parent / link if link else ROOT / page
    return Path(target).resolve().relative_to(ROOT.resolve()).as_posix()


# --- the picture ---


@pytest.mark.slow
def test_the_picture_shows_what_the_sample_gives_today(drawing: ModuleType) -> None:
    rows = drawing.rows_of_sample()
    assert drawing.content_of(drawing.PICTURE) == drawing.content(rows), "run `make picture`, and look at it"
    with Image.open(drawing.PICTURE) as shown:
        shown_pixels = shown.convert("RGB")
    drawn: Image.Image = drawing.drawn(rows)
    assert shown_pixels.size == drawn.size, "run `make picture`, and look at it"
    differences = ImageStat.Stat(ImageChops.difference(shown_pixels, drawn)).mean
    assert max(differences) < 6, "run `make picture`, and look at it"  # fonts may differ a little between systems


def test_the_picture_is_small() -> None:
    assert (ROOT / "docs" / "page-and-rows.png").stat().st_size < PICTURE_BYTES


# --- commands, options, exit codes, outcomes ---


def test_commands_are_shown_for_everything() -> None:
    assert {shlex.split(line)[1] for line in CERMAT_LINES} >= set(COMMANDS)
    assert {name for cell in first_cells(CLI) for name in re.findall(r"`cermat (\w+)`", cell)} == set(COMMANDS)


@pytest.mark.slow
@pytest.mark.parametrize("line", CERMAT_LINES)
def test_every_command_shown_works(line: str, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.review.review_server.ReviewServer.serve", lambda *_: None)  # stopped at once
    (checkout / "suntingan.jsonl").touch()
    if shlex.split(line)[1] in {"check", "export", "review", "words"}:  # need results to look at
        assert CliRunner().invoke(main, ["extract", "samples/08-rencana-aksi.docx", "-o", "output/"]).exit_code == 0
    result = CliRunner().invoke(main, shlex.split(line)[1:])
    assert result.exit_code == 0, result.output


def options_of(name: str) -> Iterator[click.Option]:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    yield from (parameter for parameter in command.params if isinstance(parameter, click.Option))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    """In the section of its command, all names of it in that of `extract`."""
    text = section(CLI, f"cermat {name}")
    explained = set(re.findall(r"`(-[\w-]+)`", text)) | set(
        re.findall(r" (--?[a-z][\w-]*)", "\n".join(blocks(text, "sh")))
    )
    explained |= {"--lang", "--verbose", "-v"} if "`--lang`" in CLI else set()
    for option in options_of(name):
        wanted = set(option.opts)
        assert (wanted <= explained) if name == "extract" else (wanted & explained), option.opts


def test_no_option_is_explained_that_is_not_there() -> None:
    known = {spelling for name in COMMANDS for option in options_of(name) for spelling in option.opts}
    known |= {"-h", "--help", "--version"}
    for page in ("README.md", "README.id.md", "docs/cli.md", "docs/batch.md", "docs/output.md", "docs/diff.md"):
        for option in re.findall(r"`(--?[a-z][\w-]*)", PAGES[page]):
            assert option in known, f"{page}: {option}"


def test_every_format_is_explained() -> None:
    [row] = re.findall(r"^\| `--format` \| (.*) \|$", section(CLI, "cermat extract"), re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", row)) == set(FORMATS)
    assert set(first_cells(section(CLI, "cermat export"))) >= {f"`{name}`" for name in TABLE_FORMATS}


def test_every_exit_code_is_listed_and_no_other() -> None:
    listed = {int(code) for code in first_cells(section(CLI, "Exit codes")) if code.isdigit()}
    assert listed == {code.value for code in ExitCode}


def test_every_outcome_is_listed_and_no_other() -> None:
    listed = re.findall(r"^\| [^|]+ \| `(\w+)` \|", section(PAGES["docs/batch.md"], "Outcomes"), re.MULTILINE)
    assert listed == [outcome.value for outcome in Outcome]


# --- what comes out ---


def indicators(results: Path, name: str) -> list[dict[str, Any]]:
    document = json.loads((results / f"{name}.json").read_bytes())
    return [row for part in document["bagian"] for row in part["indikator"]]


def assert_evidence(shown: dict[str, Any], real: dict[str, Any]) -> None:
    """Places and confidences nearly: fonts and weights may change a little."""
    assert shown["kotak"] == pytest.approx(real["kotak"], abs=1)
    assert shown["keyakinan"] == pytest.approx(real["keyakinan"], abs=0.01)
    for name in shown.keys() - {"kotak", "keyakinan"}:
        assert shown[name] == real[name]


def test_the_json_excerpt_comes_out(results: Path) -> None:
    shown, _ = [json.loads(block) for block in blocks(OUTPUT, "json")]
    rows = indicators(results, "01-iku-iki-perpustakaan.pdf")
    [real] = [row for row in rows if row["target"] and row["target"]["teks"] == shown["target"]["teks"]]
    shown_evidence, real_evidence = shown.pop("bukti"), real.pop("bukti")
    assert real == shown
    for field, evidence in shown_evidence.items():
        assert list(real_evidence[field]) == list(evidence)
        assert_evidence(evidence, real_evidence[field])


def test_the_excerpt_of_an_agreement_comes_out(results: Path) -> None:
    _, shown = [json.loads(block) for block in blocks(OUTPUT, "json")]
    [real] = json.loads((results / "06-perjanjian-kinerja.pdf.json").read_text(encoding="utf-8"))["bagian"]
    assert shown["pihak"] == real["pihak"][:1]
    assert shown["anggaran"] == real["anggaran"][:1]


def test_the_readme_s_excerpt_comes_out(results: Path) -> None:
    [shown] = [json.loads(block) for block in blocks(README, "json")]
    rows = indicators(results, "07-perjanjian-kinerja-rapat.pdf")
    assert "row 3" in README
    real = rows[2]
    for field, evidence in shown.pop("bukti").items():
        assert_evidence(evidence, real["bukti"][field])
    assert shown.pop("target").items() <= real["target"].items()
    assert shown.items() <= real.items()


def test_the_csv_excerpt_comes_out(results: Path) -> None:
    [shown] = blocks(OUTPUT, "csv")
    real = list(csv.reader(io.StringIO((results / "indikator.csv").read_text(encoding="utf-8-sig"), newline="")))
    for row in csv.reader(io.StringIO(shown)):
        assert row in real


def test_the_columns_of_every_csv_are_shown() -> None:
    assert ",".join(all_tables()["indikator"].names) in OUTPUT
    assert f"`{','.join(tree_flat.COLUMNS)}`" in OUTPUT
    assert f"`{','.join(all_tables()['pihak'].names)}`" in OUTPUT
    assert f"`{','.join(all_tables()['anggaran'].names)}`" in OUTPUT
    assert f"`{','.join(review_csv.COLUMNS)}`" in PAGES["docs/batch.md"]


def test_every_field_of_the_contract_is_explained() -> None:
    models = [
        model
        for model in vars(schemas.document).values()
        if isinstance(model, type) and issubclass(model, BaseModel) and model.__module__ == schemas.document.__name__
    ]
    assert Document in models
    explained = set(re.findall(r"`(\w+)`", section(OUTPUT, "JSON")))
    for model in models:
        assert model.model_fields.keys() <= explained | {"indikator"}, model.__name__


def test_the_python_examples_run(results: Path, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(results, "output")
    names: dict[str, Any] = {}
    for example in blocks(PAGES["docs/python.md"], "python"):
        exec(compile(example, "docs/python.md", "exec"), names)
    printed = capsys.readouterr().out
    assert "Jumlah produksi padi 318400" in printed
    assert "Level kapabilitas APIP" in printed
    assert names["again"] == names["document"]
    assert len(names["frame"]) == 5


# --- links, paths, the tree ---


@pytest.mark.parametrize("name", PAGES)
def test_links_and_paths_in_the_documents_exist(name: str) -> None:
    text = PAGES[name]
    for link in links(text):
        target, _, anchor = link.partition("#")
        resolved = _resolved(name, target)
        assert (ROOT / resolved).exists(), link
        assert not anchor or anchor in anchors(PAGES[resolved]), link
    for path in re.findall(rf"`((?:{FOLDERS}|\.ci)/[\w./-]*)`", text):
        assert (ROOT / path).exists(), path
    for path in re.findall(rf"\b(?:{FOLDERS})/[\w/.-]*\w", "\n".join(blocks(text, "mermaid"))):
        assert (ROOT / path).exists(), path
    for target in set(re.findall(r"`make (\w+)`", text)):
        assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE), target


def test_the_tree_of_folders_is_the_real_one() -> None:
    """Every package and every folder of data has its line, and every line and every module named in it exists."""
    shown: set[str] = set()
    above: list[str] = []
    [tree] = blocks(ARCHITECTURE, "text")
    for line in tree.splitlines():
        indent, name, words = re.fullmatch(r"( *)(\S+) {2,}(.+)", line).groups()  # type: ignore[union-attr]
        above[len(indent) // 2 :] = [name]
        path = "".join(above)
        assert (ROOT / path).exists(), path
        shown.add(path)
        for other in re.findall(r"\b(\w+\.py)\b", words):
            assert (ROOT / "".join(above[:-1]) / other).exists() or (ROOT / path / other).exists(), other
    packages = {
        f"{path.parent.relative_to(ROOT).as_posix()}/"
        for package in ("cermat", "extractor", "parsers", "normalizers", "schemas")
        for path in (ROOT / package).rglob("*.*")
        if path.suffix in {".py", ".toml"}
    }
    assert packages <= shown
