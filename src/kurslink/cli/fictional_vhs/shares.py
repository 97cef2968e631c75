"""Deals values out by weight so that counts come out exactly, and only the order is chance."""

from collections.abc import Mapping
from random import Random
from typing import TypeVar

_Value = TypeVar("_Value")
_SEED = "vhs Musterstadt"


def stream(purpose: str) -> Random:
    """Chance of its own for each purpose, so that a new one leaves all others as they were."""
    return Random(f"{_SEED}/{purpose}")  # noqa: S311  # sample data is no secret


def share_out(total: int, weights: Mapping[_Value, float]) -> dict[_Value, int]:
    """`total` in whole parts by `weights`: largest remainders first, ties by order."""
    whole = sum(weights.values())
    exact = {value: total * weight / whole for value, weight in weights.items()}
    parts = {value: int(part) for value, part in exact.items()}
    missing = total - sum(parts.values())
    for value in sorted(exact, key=lambda value: parts[value] - exact[value])[:missing]:
        parts[value] += 1
    return parts


def dealt(total: int, weights: Mapping[_Value, float], *, purpose: str) -> list[_Value]:
    """`total` values in random order, each as often as its weight says."""
    values = [value for value, part in share_out(total, weights).items() for _ in range(part)]
    stream(purpose).shuffle(values)
    return values
