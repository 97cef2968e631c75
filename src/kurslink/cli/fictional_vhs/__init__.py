"""A fictional adult-education centre for the demo and for tests: no clock, no network, no chance.

Sizes, patterns and hard cases follow what is known of real centres; people, places and holidays
are invented. Start reading at `vhs`.
"""

from kurslink.cli.fictional_vhs.showcase import EVENING, WEEKEND, WEEKLY
from kurslink.cli.fictional_vhs.vhs import CourseKey, FictionalVhs, fictional_vhs

__all__ = ["EVENING", "WEEKEND", "WEEKLY", "CourseKey", "FictionalVhs", "fictional_vhs"]
