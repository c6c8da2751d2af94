"""What an earlier run has done and this one does again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """What is read again although the journal has its result."""

    everything: bool = False
    failed: bool = False
    partial: bool = False
