"""Names of modules that nothing reaches from the product's entry points: code that only tests call, or nobody.

Complements vulture, which goes by the name alone: here a name is followed through imports and re-exports into the
module that defines it, and what only unreached code calls is unreached too. Methods and attributes are left to vulture.

    python .ci/unreached.py        prints `path:line: name` for each, and ends with 1 where there are any
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("cermat", "extractor", "parsers", "normalizers", "schemas")
# For people who use Cermat from Python (docs/python.md).
PUBLIC = (
    "cermat.one_file:extract",
    "cermat.many:extract_many",
    "cermat.comparing:diff",
    "cermat.results:load",
    "cermat.results:load_many",
    "cermat.results:to_frame",
    "cermat.name_clash:check",
)
BODY = ""  # the name under which the statements are kept that run when a module is imported

Place = tuple[str, str]  # module, name


@dataclass(slots=True)
class Module:
    path: Path
    defined: dict[str, list[ast.stmt]] = field(default_factory=dict)
    imported: dict[str, Place] = field(default_factory=dict)  # (module, "") for a module itself


def read_module(path: Path, name: str) -> Module:
    module = Module(path.relative_to(ROOT))
    tree = ast.parse(path.read_bytes())
    for statement in tree.body:
        for defined in _defined_by(statement):
            module.defined.setdefault(defined, []).append(statement)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                bound = alias.asname or alias.name.partition(".")[0]
                module.imported[bound] = (alias.name if alias.asname else bound, BODY)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                module.imported[alias.asname or alias.name] = (_source(node, name, path), alias.name)
    return module


def _defined_by(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return [statement.name]
        case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            nodes = [node for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
            names = [node.id for node in nodes if isinstance(node.ctx, ast.Store)]
            return [name for name in names if not name.startswith("__")] or [BODY]
        case ast.Import() | ast.ImportFrom():
            return []
        case _:
            return [BODY]


def _source(node: ast.ImportFrom, name: str, path: Path) -> str:
    if not node.level:
        return node.module or ""
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    return ".".join([*package[: len(package) - node.level + 1], *([node.module] if node.module else [])])


class Product:
    """All modules of the four packages, by their dotted name."""

    def __init__(self) -> None:
        self.modules: dict[str, Module] = {}
        for package in PACKAGES:
            for path in sorted((ROOT / package).rglob("*.py")):
                parts = path.relative_to(ROOT).with_suffix("").parts
                name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
                self.modules[name] = read_module(path, name)

    def unreached(self, roots: list[Place]) -> Iterator[tuple[Path, int, str]]:
        """Path, 1-based line and name of each definition that no chain of uses joins to a root."""
        reached = self._reached(roots)
        for name, module in self.modules.items():
            for defined, statements in module.defined.items():
                if defined != BODY and (name, defined) not in reached:
                    yield module.path, statements[0].lineno, defined

    def _reached(self, roots: list[Place]) -> set[Place]:
        reached: set[Place] = set()
        waiting = [self._home(place) for place in roots]
        while waiting:
            place = waiting.pop()
            if place in reached or place[0] not in self.modules:
                continue
            reached.add(place)
            waiting.append((place[0], BODY))
            for statement in self.modules[place[0]].defined.get(place[1], ()):
                waiting += self._used_in(statement, place[0])
        return reached

    def _used_in(self, statement: ast.stmt, module: str) -> Iterator[Place]:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name):
                yield self._home((module, node.id))
            elif isinstance(node, ast.Attribute):
                owner = self._module_named(node.value, module)
                if owner is not None:
                    yield self._home((owner, node.attr))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from self._named_in(node.value)

    def _module_named(self, node: ast.expr, module: str) -> str | None:
        """The dotted name of the module that an expression stands for, as `parsers.read` in `parsers.read.open`."""
        if isinstance(node, ast.Name):
            home = self._home((module, node.id))
            return home[0] if home[1] == BODY else None
        if isinstance(node, ast.Attribute):
            owner = self._module_named(node.value, module)
            return f"{owner}.{node.attr}" if owner and f"{owner}.{node.attr}" in self.modules else None
        return None

    def _named_in(self, text: str) -> Iterator[Place]:
        """Modules to run ("extractor.batch.worker") and functions to load ("extractor.cli:main") named in texts."""
        module, _, name = text.partition(":")
        if module in self.modules and "." in module:
            yield (module, name or BODY)

    def _home(self, place: Place) -> Place:
        """Where a name is defined, through as many imports as it takes; (module, BODY) for a module.

        A package's own imports go before its modules: `from a.b import b` in a/__init__.py makes `a.b` the function.
        """
        seen: set[Place] = set()
        while place not in seen:
            seen.add(place)
            module, name = place
            known = self.modules.get(module)
            following = known.imported.get(name, place) if known is not None and name not in known.defined else place
            if following != place:
                place = following
            elif name and f"{module}.{name}" in self.modules:
                return f"{module}.{name}", BODY
        return place


def roots() -> list[Place]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["scripts"].values(), *PUBLIC]
    return [(module, name) for module, _, name in (text.partition(":") for text in named)]


def main() -> int:
    found = list(Product().unreached(roots()))
    for path, line, name in found:
        sys.stdout.write(f"{path.as_posix()}:{line}: {name} is reached from no entry point\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
