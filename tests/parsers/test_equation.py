"""Equations read as a person would type them in one line, and as LaTeX; from Word and from LaTeX alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.docx import read_docx
from parsers.reading import ReadOptions
from parsers.text.latex import parse_latex
from schemas.equation_latex import latex
from schemas.equation_line import linear
from schemas.transcript import Line
from tests.support.docx_build import build, p

TEXT = "\\text{Jumlah buku}"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (rf"x = \frac{{{TEXT}}}{{\text{{Jumlah rak}}}} \times 100\%", "x = Jumlah buku / Jumlah rak × 100%"),
        (r"\text{IKM} = \frac{a}{b} \times \text{Nilai Dasar}", "IKM = (a / b) × Nilai Dasar"),
        (r"\frac{a}{b} + \frac{c}{d}", "(a / b) + (c / d)"),
        (r"\frac{a + b}{c \times d}", "(a + b) / (c × d)"),
        (r"\frac{\sum_{i=1}^n Skor_i \times f_i}{\sum_{i=1}^n f_i}", "Σ (Skor × f) / Σ f"),
        (r"\text{Nilai} = \sum_{i=1}^{n} \text{Skor aspek}_i", "Nilai = Σ Skor aspek"),
        (r"\sum_{\text{unit}} x", "Σ_(unit) x"),
        (r"x_1^2 + x_{akhir} + y^{n+1}", "x1² + x_akhir + y^(n + 1)"),
        (r"\sqrt{a+b} \geq \sqrt[3]{c}", "√(a + b) ≥ 3√(c)"),
        (r"\left(\frac{a}{b}\right) \cdot c", "(a / b) · c"),
        (r"\begin{matrix} a & b \\ c & d \end{matrix}", "[a, b; c, d]"),
        (r"\frac{Jumlah anak yang lulus}{Jumlah anak}", "Jumlah anak yang lulus / Jumlah anak"),
        (r"85\% \leq x", "85% ≤ x"),
        (r"laki-laki \text{ dan/atau } anak", "laki-laki dan/atau anak"),
    ],
)
def test_latex_in_one_line(source: str, line: str) -> None:
    assert linear(parse_latex(source)) == line


@pytest.mark.parametrize(
    "source",
    [
        r"\text{SKM} = \frac{\text{Nilai total}}{\text{Jumlah unsur}} \times 100\%",
        r"\frac{\sum_{i=1}^{n} x_{i}}{n}",
        r"\sqrt[3]{a}",
        r"x^{2}",
    ],
)
def test_latex_comes_back_as_it_was(source: str) -> None:
    assert latex(parse_latex(source)) == source


@given(st.lists(st.sampled_from(["\\frac", "{", "}", "_", "^", "\\sum", "kk", " ", "\\left(", "\\right)", "\\\\", "&",
                                 "\\begin{matrix}", "\\end{matrix}", "\\text{", "\\sqrt[", "]", "=", "\\*"]),
                max_size=60))  # fmt: skip
def test_broken_latex_is_still_read(tokens: list[str]) -> None:
    node = parse_latex(" ".join(tokens))
    assert linear(node).count("kk") <= tokens.count("kk")
    assert latex(node).count("{") >= latex(node).count("frac")


@pytest.mark.parametrize("token", ["\\frac", "\\sum ", "{", "_", "\\sqrt", "\\left(", "\\begin{matrix}"])
def test_deep_latex_ends(token: str) -> None:
    node = parse_latex(token * 400 + "x")
    assert len(linear(node)) < 10_000
    assert len(latex(node)) < 50_000


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def fraction(top: str, bottom: str) -> str:
    return f"<m:f><m:num>{top}</m:num><m:den>{bottom}</m:den></m:f>"


def nary(sub: str, sup: str, body: str) -> str:
    char = '<m:naryPr><m:chr m:val="∑"/></m:naryPr>'
    return f"<m:nary>{char}<m:sub>{sub}</m:sub><m:sup>{sup}</m:sup><m:e>{body}</m:e></m:nary>"


def subscript(base: str, sub: str) -> str:
    return f"<m:sSub><m:e>{base}</m:e><m:sub>{sub}</m:sub></m:sSub>"


@pytest.mark.parametrize(
    ("omml", "line", "source"),
    [
        (
            m("SKM=") + fraction(m("Nilai total"), m("Jumlah unsur")) + m("×Nilai Dasar"),
            "SKM = (Nilai total / Jumlah unsur) × Nilai Dasar",
            r"\text{SKM} = \frac{\text{Nilai total}}{\text{Jumlah unsur}} \times \text{Nilai Dasar}",
        ),
        (
            fraction(nary(m("i=1"), m("n"), subscript(m("x"), m("i"))), m("n")) + m("×100%"),
            "Σ x / n × 100%",
            r"\frac{\sum_{i=1}^{n} x_{i}}{n} \times 100\%",
        ),
        (nary("", "", "") + m("a+b"), "Σ a + b", r"\sum a + b"),
        (
            '<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>' + m("a") + "</m:e></m:d>"
            "<m:rad><m:radPr/><m:deg/><m:e>" + m("b") + "</m:e></m:rad>",
            "[a]√(b)",
            r"\left[a\right]\sqrt{b}",
        ),
        (
            "<m:func><m:fName>" + m("log") + "</m:fName><m:e>" + m("x") + "</m:e></m:func>"
            "<m:bar><m:e>" + m("y") + "</m:e></m:bar>"
            "<m:m><m:mr><m:e>" + m("1") + "</m:e><m:e>" + m("2") + "</m:e></m:mr></m:m>",
            "log(x)y[1, 2]",
            r"\text{log}{x}\overline{y}\begin{matrix}1 & 2\end{matrix}",
        ),
        (
            "<m:r><m:rPr><m:nor/></m:rPr><m:t>A=B &amp; C</m:t></m:r><w:del><m:r><m:t>x</m:t></m:r></w:del>",
            "A=B & C",
            r"\text{A=B \& C}",
        ),
    ],
)
def test_word_equations(tmp_path: Path, omml: str, line: str, source: str) -> None:
    body = f"<w:p><w:r><w:t>Rumus:</w:t></w:r><m:oMath>{omml}</m:oMath><w:r><w:t> akhir</w:t></w:r></w:p>"
    blocks = read_docx(build(tmp_path / "a.docx", body), ReadOptions()).pages[0].blocks
    (block,) = blocks
    assert isinstance(block, Line)
    assert block == Line(f"Rumus: {line} akhir", equations=block.equations)
    assert [latex(equation) for equation in block.equations] == [source]


def test_displayed_equations_stand_below_each_other(tmp_path: Path) -> None:
    body = f"<w:p><m:oMathPara><m:oMath>{m('a=1')}</m:oMath><m:oMath>{m('b=2')}</m:oMath></m:oMathPara></w:p>{p('x')}"
    blocks = read_docx(build(tmp_path / "a.docx", body), ReadOptions()).pages[0].blocks
    assert [block.text for block in blocks if isinstance(block, Line)] == ["a = 1", "b = 2", "x"]
