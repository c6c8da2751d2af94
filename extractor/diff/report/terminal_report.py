"""The view for the terminal: readable at 80 columns, colours only where they can be seen."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from extractor.diff.report.change_groups import Run, grouped, shortened
from extractor.diff.report_texts import Texts
from extractor.file_names import printable
from schemas.diff import ChangeKind, Kumpulan, Perbandingan, Perubahan, Riwayat, Sisi

SIGNS = {"ditambah": "+", "dihapus": "-", "dipindah": ">", "diubah": "~", "kosmetik": ".", "tidak_pasti": "?"}
STYLES = {
    "ditambah": "green",
    "dihapus": "red",
    "dipindah": "blue",
    "diubah": "yellow",
    "kosmetik": "dim",
    "tidak_pasti": "magenta",
}
INDENT = 4


class TextReport:
    """Writes reports as text. `width`: columns; `colour`: whether the reader is a terminal that shows colours."""

    def __init__(self, texts: Texts, *, width: int, colour: bool) -> None:
        self._texts = texts
        self._colour = colour
        self._file = io.StringIO()
        self._console = Console(
            file=self._file,
            width=width,
            force_terminal=colour,
            no_color=not colour,
            color_system="standard" if colour else None,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=False,
            legacy_windows=False,
        )

    def comparison(self, found: Perbandingan) -> str:
        """The changes between two documents."""
        self._comparison(found)
        return self._taken()

    def folders(self, found: Kumpulan) -> str:
        """The changes of all pairs, then documents without a partner."""
        self._line(f"{self._texts('report.folder_old')}: {printable(found.folder_lama)}")
        self._line(f"{self._texts('report.folder_new')}: {printable(found.folder_baru)}")
        for pair in found.pasangan:
            self._line("")
            self._comparison(pair)
        self._lone(found.hanya_lama, "report.only_old", "dihapus")
        self._lone(found.hanya_baru, "report.only_new", "ditambah")
        return self._taken()

    def history(self, found: Riwayat) -> str:
        """Each indicator through all revisions."""
        texts = self._texts
        self._line(texts("report.history_title"), "bold")
        for number, revision in enumerate(found.revisi, start=1):
            self._line(f"  [{number}] {printable(revision.nama)}")
        for one in found.perbandingan:
            for gap in one.tidak_terbaca:
                self._line(f"! {texts.gap(gap, one)}", "bold red")
        jabatan: object = object()
        for track in found.jejak:
            if track.jabatan != jabatan:
                jabatan = track.jabatan
                self._line("")
                self._line(track.jabatan or texts("report.no_jabatan"), "bold underline")
            self._line(printable(track.indikator), indent=2)
            states = {state.revisi: state for state in track.keadaan}
            for number in range(len(found.revisi)):
                state = states.get(number)
                if state is None:
                    self._line(f"[{number + 1}] {texts('report.gone')}", "dim", indent=INDENT)
                    continue
                years = "; ".join(f"{year}: {text}" for year, text in (state.target_per_tahun or {}).items())
                line = Text(f"[{number + 1}] {state.target or years or '-'}")
                for change in state.perubahan:
                    label = " ".join(part for part in (SIGNS[change.jenis], texts.field(change)) if part)
                    step = texts.difference(change.selisih)
                    line.append(f"  {label}{' ' + step if step else ''}", STYLES[change.jenis])
                self._console.print(Padding(line, (0, 0, 0, INDENT)))
        return self._taken()

    def _taken(self) -> str:
        return "\n".join(line.rstrip() for line in self._file.getvalue().splitlines()) + "\n"

    def _line(self, text: str, style: str = "", indent: int = 0) -> None:
        self._console.print(Padding(Text(text, style), (0, 0, 0, indent)))

    def _comparison(self, found: Perbandingan) -> None:
        texts = self._texts
        self._line(f"--- {printable(found.lama.nama)}", "bold")
        self._line(f"+++ {printable(found.baru.nama)}", "bold")
        for gap in found.tidak_terbaca:
            self._line(f"! {texts.gap(gap, found)}", "bold red")
        if not (found.perubahan or found.perubahan_lain or found.tidak_terbaca or found.diabaikan):
            self._line(texts("report.same"))
        self._line(texts.became(found.indikator))
        self._summary("report.others", found.di_luar_baris)
        self._summary("report.ignored", found.diabaikan)
        self._changes(found.perubahan)
        if found.perubahan_lain:
            self._line("")
            self._line(f"== {texts('report.others')} ==", "bold")
            self._changes(found.perubahan_lain)

    def _summary(self, key: str, numbers: Mapping[ChangeKind, int]) -> None:
        if parts := self._texts.others(numbers):
            self._line(f"{self._texts(key)}: {parts}")

    def _changes(self, changes: Iterable[Perubahan]) -> None:
        for group in grouped(list(changes), self._texts):
            self._line("")
            self._line(printable(group.title), "bold underline")
            for row in group.rows:
                style = STYLES[row.kind]
                named = row.title or (self._texts("report.shared", count=len(row.shared)) if row.shared else "")
                if named:
                    line = Text(f"{SIGNS[row.kind]} {printable(named)}", style)
                    if row.changes[0].kolom is None:
                        line.append(f" ({self._notes(row.changes[0])})", "dim")
                    self._console.print(Padding(line, (0, 0, 0, 2)))
                for change in row.changes:
                    self._change(change, named=bool(named))
                for name in row.shared:
                    self._line(f"* {printable(name)}", "dim", indent=INDENT)

    def _change(self, change: Perubahan, *, named: bool) -> None:
        texts = self._texts
        if change.kolom is None and named:
            target = (change.isi or {}).get("target")
            if target:
                self._line(f"{texts('field.target')}: {printable(target)}", indent=INDENT)
            return
        sign = "" if named else f"{SIGNS[change.jenis]} "
        line = Text(sign + (texts.field(change) or texts("report.section")) + ": ", "bold")
        for run in shortened(change):
            self._append(line, run)
        line.append(f"({self._notes(change)})", "dim")
        self._console.print(Padding(line, (0, 0, 0, INDENT if named else 2)))

    def _notes(self, change: Perubahan) -> str:
        texts = self._texts
        kind, weight = texts(f"kind.{change.jenis}"), texts(f"severity.{change.keparahan}")
        return ", ".join(
            note for note in (texts.difference(change.selisih), kind, weight, texts.reason(change)) if note
        )

    def _append(self, line: Text, run: Run) -> None:
        mark, text = run
        text = printable(text)
        if mark == "sama":
            line.append(f"{text} ")
        elif self._colour:
            line.append(text, "red strike" if mark == "hapus" else "bold green")
            line.append(" ")
        else:
            line.append(f"[-{text}-] " if mark == "hapus" else f"{{+{text}+}} ")

    def _lone(self, sides: list[Sisi], key: str, kind: str) -> None:
        if sides:
            self._line("")
            self._line(f"{self._texts(key)}:", "bold")
            for one in sides:
                self._line(f"{SIGNS[kind]} {printable(one.nama)}", STYLES[kind], indent=2)
