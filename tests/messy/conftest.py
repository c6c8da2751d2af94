"""Options of the property test of messy tables."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--messy-seeds",
        type=int,
        default=40,
        help="how many messy decrees the property test draws, each as DOCX and PDF",
    )
