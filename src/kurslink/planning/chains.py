"""Knows the chains in a beat: days met by one rhythm along which slack never falls."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Chain:
    """`matches` days met, beginning at `slack`, along which slack grows by `growth`."""

    slack: int
    matches: int
    growth: int


def chains(slacks: Sequence[int], *, room: int, at_least: int) -> Iterator[Chain]:
    """For every beginning and every length from `at_least` on, the chain that grows least.

    Growth never exceeds `room`.
    """
    seen = set()
    for begin in range(len(slacks) - at_least + 1):
        slack = slacks[begin]
        if slack in seen:
            continue
        seen.add(slack)
        window = [one for one in slacks[begin:] if slack <= one <= slack + room]
        if len(window) >= at_least:
            for matches, last in enumerate(_least_ends(window)[at_least - 1 :], at_least):
                yield Chain(slack, matches, last - slack)


def _least_ends(values: Sequence[int]) -> list[int]:
    """For every length the least last value of a non-decreasing subsequence of that length."""
    ends: list[int] = []
    for value in values:
        length = bisect_right(ends, value)
        ends[length : length + 1] = [value]
    return ends
