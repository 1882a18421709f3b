"""What one submission may use: seconds, memory, and how much it may show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Bytes and seconds; ``memory`` is beyond what the course itself takes."""

    cell_seconds: float = 20
    seconds: int = 180
    memory: int = 1_000_000_000
    disk: int = 200_000_000
    file_bytes: int = 50_000_000
