"""The review page in a real browser: Chromium and its driver, as the system has them."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from extractor.batch.read_limits import Limits
from extractor.batch.read_task import Job
from extractor.edits.new_decision import Reviewer
from extractor.export.json import load, render
from extractor.messages import Messages
from extractor.output_folder import OutputFolder
from extractor.pipeline import extract
from extractor.results.decided_results import DecidedResults
from extractor.review.page_views import PageViews
from extractor.review.reread import Rereader
from extractor.review.review_server import ReviewServer
from extractor.review.review_session import ReviewSession
from extractor.review.review_web import ReviewParts, ReviewSite
from extractor.review.source_files import SourceFiles
from extractor.review.source_tables import SourceTables
from parsers.reading import ReadOptions
from schemas.document import Document
from tests.support.pdf_build import PdfBuild

CHROMIUM, DRIVER = shutil.which("chromium") or shutil.which("chromium-browser"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="there is no Chromium with its driver on this system"),
]
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,720",
)
PATIENCE = 30.0  # seconds until something that never comes fails a test
HOSTILE = "<img src=x onerror=alert(1)>"
ROWS = [
    ("1", "Meningkatnya layanan", "Persentase layanan <b>tepat</b> waktu", "98 %", "Laporan"),
    ("2", "Membaiknya arsip", HOSTILE, "40 arsip", "Arsip"),
    ("3", "Bertambahnya taman", "Jumlah taman kota", "12 taman", "Survei"),
]
FIRST, SECOND, THIRD = ("sel|0|b1.i1|target", "sel|0|b1.i2|indikator", "sel|0|b1.i3|target")
DOUBTS = {"target": 0.4, "indikator": 0.6}


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profil')}"):
        options.add_argument(flag)
    browser = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    yield browser
    browser.quit()


def drawn(path: Path) -> Path:
    """An agreement with three rows, on one page."""
    pdf = PdfBuild(path)
    pdf.text(180, 60, "PERJANJIAN KINERJA TAHUN 2025", 12)
    edges = (50, 80, 210, 410, 470, 545)
    tops = [100, 130, 170, 210, 250]
    pdf.lattice(edges, tops)
    for top, texts in zip(tops, (("No", "Sasaran", "Indikator Kinerja", "Target", "Sumber"), *ROWS), strict=False):
        for x, text in zip(edges, texts, strict=False):
            pdf.text(x + 3, top + 6, text, 9)
    return pdf.save()


def doubted(document: Document) -> Document:
    """As if the cells of FIRST, SECOND and THIRD had been read with doubt."""
    [section] = document.bagian
    wanted = {key.split("|")[2:][0] + key.split("|")[3]: DOUBTS[key.split("|")[3]] for key in (FIRST, SECOND, THIRD)}
    rows = []
    for row in section.indikator:
        evidence = {
            name: proof.model_copy(update={"keyakinan": wanted.get(f"{row.id}{name}", 1.0)})
            for name, proof in row.bukti.items()
        }
        rows.append(row.model_copy(update={"bukti": evidence}))
    part = section.model_copy(update={"indikator": rows, "bukti": {}})
    plain = document.metadata.model_copy(update={"bukti": {}})
    return document.model_copy(update={"bagian": [part], "metadata": plain, "temuan": []})


@dataclass(slots=True)
class Review:
    """A server with a page, and a browser before it."""

    folder: Path
    server: ReviewServer
    driver: webdriver.Chrome
    session: ReviewSession

    def open(self) -> None:
        self.driver.get(self.server.url)
        self.wait_for(lambda: self.shown() is not None)

    def shown(self) -> str | None:
        found: str | None = self.driver.execute_script("return document.documentElement.dataset.shown || null")
        return found

    def press(self, *keys: str) -> None:
        self.driver.switch_to.active_element.send_keys(*keys)

    def wait_for(self, true: Callable[[], object]) -> None:
        WebDriverWait(self.driver, PATIENCE, poll_frequency=0.05).until(lambda _: true())

    def wait_for_card(self, key: str) -> None:
        self.wait_for(lambda: self.shown() == key)

    def find(self, selector: str) -> str:
        found: str = self.driver.execute_script(
            "const found = document.querySelector(arguments[0]); return found ? found.innerText : ''", selector
        )
        return found

    def text(self) -> str:
        found: str = self.driver.execute_script("return document.getElementById('text').value")
        return found

    def document(self) -> Document:
        self.session.flush()
        return load(self.folder / "perjanjian.pdf.json")

    def wait_for_result(self, true: Callable[[Document], object]) -> None:
        self.wait_for(lambda: true(self.document()))


@pytest.fixture
def review(tmp_path: Path, driver: webdriver.Chrome) -> Iterator[Review]:
    (tmp_path / "dokumen").mkdir()
    source = drawn(tmp_path / "dokumen" / "perjanjian.pdf")
    out = tmp_path / "hasil"
    folder = OutputFolder(out, ())
    folder.write(PurePosixPath("perjanjian.pdf.json"), render(doubted(extract(source, ReadOptions()))))
    results = DecidedResults(out)
    who = Reviewer("Sari")
    session = ReviewSession(results, folder, who)
    files = SourceFiles({}, source.parent)
    views = PageViews(lambda number: session.with_source(number, files))
    rereader = Rereader(Job(ReadOptions()), Limits(), session.settle)
    tables = SourceTables(ReadOptions())
    parts = ReviewParts(
        session, results, who, views, files, tables, rereader, Messages("id"), lambda: ["indikator.csv"]
    )
    session.index()
    server = ReviewServer()
    ready = threading.Event()
    thread = threading.Thread(target=server.serve, args=(ReviewSite(parts).app(), ready.set))
    thread.start()
    ready.wait(PATIENCE)
    yield Review(out, server, driver, session)
    driver.get("about:blank")
    server.stop()
    thread.join()
    views.close()
    rereader.close()


def test_a_clerk_walks_the_queue_with_one_key_for_each_cell_that_is_right(review: Review) -> None:
    review.open()
    assert review.shown() == FIRST
    assert review.driver.execute_script("return document.getElementById('picture').naturalWidth") > 1000
    box = review.driver.find_element(By.ID, "box").rect
    view = review.driver.find_element(By.ID, "viewer").rect
    assert view["x"] < box["x"] < box["x"] + box["width"] < view["x"] + view["width"]
    review.press(Keys.ENTER)
    review.wait_for_card(THIRD)
    review.press(Keys.ENTER)
    review.wait_for_card(SECOND)
    review.wait_for_result(lambda document: len(document.proses.suntingan) == 2)
    review.driver.refresh()
    review.wait_for_card(SECOND)
    assert review.find("#left").startswith("1 ")
    review.press(Keys.ENTER)
    review.wait_for(lambda: review.driver.find_elements(By.CSS_SELECTOR, ".finished"))


def test_typing_replaces_and_shows_what_the_text_says(review: Review) -> None:
    review.open()
    review.press("9")
    review.press("5 %")
    review.wait_for(lambda: "nilai 95" in review.find("#values") and "Satuan %" in review.find("#values"))
    review.press(Keys.ENTER)
    review.wait_for_card(THIRD)
    target = review.document().bagian[0].indikator[0].target
    assert target is not None
    assert (target.teks, target.nilai, target.satuan) == ("95 %", 95, "%")
    review.press("u")
    review.wait_for_card(FIRST)
    review.wait_for_result(lambda document: not document.proses.suntingan)
    assert review.text() == "98 %"
    review.press(Keys.F2)
    review.press("?", Keys.ESCAPE)
    assert review.text() == "98 %"


def test_arrows_and_skip_decide_nothing(review: Review) -> None:
    review.open()
    review.press(Keys.ARROW_RIGHT)
    review.wait_for_card(THIRD)
    review.press(Keys.ARROW_LEFT)
    review.wait_for_card(FIRST)
    review.press("s")
    review.wait_for_card(THIRD)
    for _ in range(2):
        review.press(Keys.ARROW_DOWN)
    review.wait_for_card(FIRST)
    assert not (review.folder / "suntingan.jsonl").exists()


def test_a_hostile_text_is_only_text(review: Review) -> None:
    review.open()
    review.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    review.wait_for_card(SECOND)
    assert review.text() == HOSTILE
    assert HOSTILE in review.find(".fields .current .text")
    review.press("t")
    review.wait_for(lambda: HOSTILE in review.find("#overlay"))
    assert not review.driver.find_elements(By.CSS_SELECTOR, "#overlay img, #panel img")
    review.press(Keys.ESCAPE)


def test_a_row_is_split(review: Review) -> None:
    review.open()
    review.press("b")
    review.wait_for(lambda: review.driver.find_elements(By.CSS_SELECTOR, "#overlay form[data-row=pecah]"))
    for part, text in ((0, "Layanan pagi"), (1, "Layanan sore")):
        field = review.driver.find_element(
            By.CSS_SELECTOR, f"form[data-row=pecah] [name=indikator][data-part='{part}']"
        )
        field.clear()
        field.send_keys(text)
    review.driver.find_element(By.CSS_SELECTOR, "form[data-row=pecah] button.main").click()
    review.wait_for_result(lambda document: len(document.bagian[0].indikator) == 4)
    names = [row.indikator for row in review.document().bagian[0].indikator]
    assert names[:2] == ["Layanan pagi", "Layanan sore"]


def test_a_column_s_role_repairs_the_whole_table(review: Review) -> None:
    review.open()
    review.press("k")
    review.wait_for(lambda: review.driver.find_elements(By.CSS_SELECTOR, "#overlay [data-column]"))
    Select(review.driver.find_element(By.CSS_SELECTOR, "[data-column='3']")).select_by_value("realisasi")
    Select(review.driver.find_element(By.CSS_SELECTOR, "[data-column='4']")).select_by_value("penanggung_jawab")
    review.driver.find_element(By.CSS_SELECTOR, ".columns-dialog form button.main").click()
    review.wait_for_result(lambda document: document.bagian[0].indikator[0].penanggung_jawab == "Laporan")
    rows = review.document().bagian[0].indikator
    assert [row.target for row in rows] == [None] * 3
    assert [row.angka[0].jenis for row in rows] == ["realisasi"] * 3


def test_two_windows_see_each_other(review: Review) -> None:
    review.open()
    first = review.driver.current_window_handle
    review.driver.switch_to.new_window("window")
    try:
        review.open()
        review.press("9", "6 %")
        review.press(Keys.ENTER)
        review.wait_for_card(THIRD)
    finally:
        review.driver.close()
        review.driver.switch_to.window(first)
    assert review.shown() == FIRST
    review.press("1", " %")
    review.press(Keys.ENTER)
    review.wait_for(lambda: "Orang lain" in review.find("#note"))
    review.wait_for(lambda: review.text() == "96 %")
    target = review.document().bagian[0].indikator[0].target
    assert target is not None
    assert target.teks == "96 %"


def test_nothing_is_loaded_from_elsewhere_and_nothing_goes_wrong(review: Review) -> None:
    review.driver.get_log("browser")  # of other tests
    review.open()
    for key in ("p", "r", "d"):
        review.press(key)
    review.wait_for(lambda: review.driver.find_elements(By.CSS_SELECTOR, "#overlay table"))
    review.press(Keys.ESCAPE)
    loaded = review.driver.execute_script("return performance.getEntriesByType('resource').map((one) => one.name)")
    own = f"http://127.0.0.1:{review.server.port}/"
    assert loaded
    assert all(re.sub("^blob:", "", name).startswith(own) for name in loaded)
    assert review.driver.get_log("browser") == []


def test_a_wrong_token_opens_nothing(review: Review) -> None:
    review.driver.delete_all_cookies()
    review.driver.get(review.server.url[:-4] + "abcd")
    assert "arsip" not in review.driver.page_source
    assert not review.driver.find_elements(By.ID, "panel")


def test_every_control_has_a_name_and_the_focus_shows(review: Review) -> None:
    review.open()
    seen = set()
    for _ in range(30):
        review.press(Keys.TAB)
        name, outline = review.driver.execute_script(
            "const e = document.activeElement; return [(e.ariaLabel || e.innerText || '').trim(),"
            " getComputedStyle(e).outlineStyle]"
        )
        if review.driver.switch_to.active_element.tag_name == "body":
            continue
        assert name
        assert outline != "none"
        seen.add(name)
    assert len(seen) > 8
