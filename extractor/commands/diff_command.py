"""`cermat diff`: what changed between revisions of a decree."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from extractor.command_help import spoken
from extractor.commands.command_options import message_options, one_clear_line, reading_options
from extractor.commands.single_output import deliver, form_for, output_options
from extractor.console import say, set_up_logging, show_traceback, shows_colour, shows_motion
from extractor.diff.compare import DiffOptions
from extractor.diff.compared_documents import Originals, Side, load_folder, load_side, match
from extractor.diff.comparison_contract import comparison, side
from extractor.diff.indicator_history import history
from extractor.diff.report.report_formats import FORMATS, Pages, Report, render
from extractor.diff.severity_rules import load_rules
from extractor.file_names import printable
from extractor.left_out_tables import NOT_ASKED
from extractor.messages import Language, Messages
from parsers.reading import ReadOptions
from schemas.diff import KINDS, REAL_KINDS, WEIGHTS, Celah, ChangeKind, Kumpulan, Perbandingan, Perubahan, Riwayat
from schemas.errors import CermatError, ExitCode

ENGLISH_KINDS: dict[str, ChangeKind] = {
    "added": "ditambah",
    "removed": "dihapus",
    "moved": "dipindah",
    "changed": "diubah",
    "cosmetic": "kosmetik",
    "uncertain": "tidak_pasti",
}
ENDINGS = {"md": "markdown"}
ENGLISH_WEIGHTS = {"high": "tinggi", "medium": "sedang", "low": "rendah"}
TARGET_FIELDS = ("target", "target_per_tahun")
VALUE_FIELDS = (*TARGET_FIELDS, "angka", None)
"""Values, and whole rows (None): a doubtful change of these counts like a sure one, for nobody may overlook it."""
TERMINAL_WIDTHS = (60, 120)  # columns: narrower and wider terminals are treated as these
PLAIN_WIDTH = 80
DIFFERENT = 1  # exit code, as git's
PAIR = 2  # the old one and the new one


def parse_kinds(ctx: click.Context, param: click.Parameter, value: str | None) -> frozenset[ChangeKind]:
    """Kinds of change with commas between them, in Indonesian or English."""
    found: set[ChangeKind] = set()
    for part in (value or "").split(","):
        name = part.strip().lower().replace("-", "_")
        if not name:
            continue
        kind = next((kind for kind in KINDS if kind == ENGLISH_KINDS.get(name, name)), None)
        if kind is None:
            raise click.BadParameter(spoken()("usage.list", value=printable(part.strip()), allowed=", ".join(KINDS)))
        found.add(kind)
    return frozenset(found)


def parse_failures(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    """What makes the exit code 1: any, content, target, a kind of change or a severity."""
    allowed = ("any", "content", "target", *KINDS, *WEIGHTS)
    names = []
    for part in value.split(","):
        name = part.strip().lower().replace("-", "_")
        name = ENGLISH_KINDS.get(name, ENGLISH_WEIGHTS.get(name, name))
        if name not in allowed:
            raise click.BadParameter(spoken()("usage.list", value=printable(part.strip()), allowed=", ".join(allowed)))
        names.append(name)
    return tuple(names)


@click.command("diff")
@click.argument("paths", metavar="OLD NEW [MORE...]", nargs=-1, required=True, type=click.Path(path_type=Path))
@output_options(FORMATS)
@click.option(
    "--ignore",
    callback=parse_kinds,
    metavar="KINDS",
)
@click.option(
    "--fail-on",
    callback=parse_failures,
    metavar="LIST",
    default="any",
    show_default=True,
)
@click.option(
    "--rules",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
)
@click.option(
    "--documents",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="FOLDER",
)
@reading_options
@message_options
def diff_command(
    paths: tuple[Path, ...],
    form: str | None,
    output: Path | None,
    ignore: frozenset[ChangeKind],
    fail_on: tuple[str, ...],
    rules: Path | None,
    documents: Path | None,
    reading: ReadOptions,
    lang: Language,
    quiet: bool,
    verbose: bool,
) -> None:
    """Show what changed from OLD to NEW: indicators added, removed, moved and changed, field by field."""
    set_up_logging(verbose)
    messages = Messages(lang)
    if len(paths) < PAIR:
        raise click.UsageError(messages("usage.two_paths"))
    folders = [path for path in paths if path.is_dir()]
    if folders and len(paths) > PAIR:
        raise click.UsageError(messages("usage.history"))
    trouble: ExitCode | None = None
    report: Report
    with one_clear_line(messages, verbose), _never_like_a_difference():  # errors pass through both
        options = DiffOptions(rules=load_rules(rules), ignore=ignore)
        run = _Comparison(reading, options, Originals(documents), messages, quiet, verbose)
        if folders:
            report, seen, trouble = run.folders(paths[0], paths[1])
        else:
            report, seen = run.documents(paths)
        form = form or form_for(output, FORMATS, ENDINGS, "text")
        data = _rendered(report, form, output, messages.language, seen, reading.password)
        if output is None and form in ("text", "markdown"):
            click.echo(data.decode(), nl=False)
        else:
            deliver(data, output, paths)
    raise SystemExit(_exit_code(report, fail_on, messages, quiet) if trouble is None else trouble)


def _rendered(
    report: Report, form: str, output: Path | None, language: Language, seen: Pages, password: str | None
) -> bytes:
    """The report as bytes; as text for a terminal in its width and colours."""
    terminal = output is None and form == "text" and sys.stdout.isatty()
    width = PLAIN_WIDTH
    if terminal:
        width = min(max(shutil.get_terminal_size().columns, TERMINAL_WIDTHS[0]), TERMINAL_WIDTHS[1])
    return render(report, form, language, seen, password=password, width=width, colour=terminal and shows_colour())


def _exit_code(report: Report, fail_on: Sequence[str], messages: Messages, quiet: bool) -> int:
    """1 where something changed that `fail_on` names; else what could not be decided is named."""
    if _fails(report, fail_on):
        return DIFFERENT
    undecided = sum(change.jenis == "tidak_pasti" for change in _changes(report))
    if undecided and not quiet:
        say(messages("diff.undecided", count=undecided))
    return ExitCode.OK


class _Comparison:
    """Reads and compares; what it says on the way goes to standard error."""

    def __init__(
        self,
        reading: ReadOptions,
        options: DiffOptions,
        originals: Originals,
        messages: Messages,
        quiet: bool,
        verbose: bool,
    ) -> None:
        self._reading = reading
        self._options = options
        self._originals = originals
        self._messages = messages
        self._quiet = quiet
        self._verbose = verbose

    def documents(self, paths: Sequence[Path]) -> tuple[Perbandingan | Riwayat, Pages]:
        sides = []
        for path in paths:
            self._tell(printable(path.name))
            sides.append(load_side(path, self._reading, self._originals))
        if len(sides) == PAIR:
            return self._compared(sides[0], sides[1]), [(sides[0], sides[1])]
        return history([one.document for one in sides], self._options), []

    def folders(self, old: Path, new: Path) -> tuple[Kumpulan, Pages, ExitCode | None]:
        """The comparison of all pairs, and the exit code of the first document that could not be read."""
        ours, trouble_old = self._folder(old)
        theirs, trouble_new = self._folder(new)
        matched = match(ours, theirs)
        found = Kumpulan(
            folder_lama=printable(str(old)),
            folder_baru=printable(str(new)),
            pasangan=[self._compared(a, b) for a, b in matched.pairs],
            hanya_lama=[side(one.document) for one in matched.only_old],
            hanya_baru=[side(one.document) for one in matched.only_new],
        )
        return found, list(matched.pairs), trouble_old or trouble_new

    def _compared(self, old: Side, new: Side) -> Perbandingan:
        found = comparison(old.document, new.document, self._options)
        counts = found.indikator
        nothing_shared = 0 < counts.lama == counts.dihapus and 0 < counts.baru == counts.ditambah
        if nothing_shared and not self._quiet:
            say(self._messages("diff.nothing_shared", old=old.name, new=new.name))
        return found

    def _folder(self, path: Path) -> tuple[list[Side], ExitCode | None]:
        if not path.is_dir():
            self._tell(printable(path.name))
            return [load_side(path, self._reading, self._originals)], None
        sides, failures = load_folder(path, self._reading, self._originals, self._tell)
        for label, error in failures:
            say(self._messages.failure(label, error))
            if self._verbose:
                show_traceback(error)
        return sides, _above_one(failures[0][1]) if failures else None

    def _tell(self, name: str) -> None:
        if not self._quiet and shows_motion():
            say(f"{self._messages('line.progress')} {name}")


@contextmanager
def _never_like_a_difference() -> Iterator[None]:
    """An error whose exit code is 1 would look like "something changed"; it leaves with another one."""
    try:
        yield
    except CermatError as error:
        error.exit_code = _above_one(error)
        raise


def _above_one(error: CermatError) -> ExitCode:
    return error.exit_code if error.exit_code > DIFFERENT else ExitCode.NOTHING_TO_READ


def _comparisons(report: Report) -> Sequence[Perbandingan]:
    if isinstance(report, Kumpulan):
        return report.pasangan
    return [report] if isinstance(report, Perbandingan) else report.perbandingan


def _changes(report: Report) -> Iterator[Perubahan]:
    for one in _comparisons(report):
        yield from (*one.perubahan, *one.perubahan_lain)


def _fails(report: Report, fail_on: Sequence[str]) -> bool:
    """Whether the report holds something that `fail_on` names, or could not compare what would show it."""
    if isinstance(report, Kumpulan) and (report.hanya_lama or report.hanya_baru) and {"any", "content"} & set(fail_on):
        return True
    if set(fail_on) != {"kosmetik"} and any(gap.tidak_dibandingkan and gap.kode != NOT_ASKED for gap in _gaps(report)):
        return True
    return any(_named(change, name) for change in _changes(report) for name in fail_on)


def _gaps(report: Report) -> Iterator[Celah]:
    for one in _comparisons(report):
        yield from one.tidak_terbaca


def _named(change: Perubahan, name: str) -> bool:
    kinds = {change.jenis} if change.jenis != "tidak_pasti" else _possible_kinds(change)
    if name == "any":
        return True
    if name == "content":
        return not kinds.isdisjoint(REAL_KINDS)
    if name == "target":
        return not kinds.isdisjoint(REAL_KINDS) and change.kolom in TARGET_FIELDS
    if name in WEIGHTS:
        return WEIGHTS.index(change.keparahan) <= WEIGHTS.index(name)
    return name in kinds


def _possible_kinds(change: Perubahan) -> set[ChangeKind]:
    """What an uncertain change may turn out to be: of a value, or a whole row, a change that counts."""
    if change.kolom not in VALUE_FIELDS:
        return {"tidak_pasti"}
    if change.kolom is not None:
        return {"tidak_pasti", "diubah"}
    return {"tidak_pasti", "dihapus" if change.tempat_baru is None else "ditambah"}
