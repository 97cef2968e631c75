"""Workers killed at random moments, again and again, until nothing is left to be done.

KURSLINK_TEST_KILLS says how many; scripts/chaos runs many more than the tests of a change do.
KURSLINK_TEST_SEED repeats what once failed.
"""

import os
import random
import time
from datetime import date, timedelta

from kurslink.models import Course, Order, OrderKind
from tests.chaos.promises import require_promises
from tests.chaos.stage import Stage
from tests.course_office import Span, weekly

KILLS = int(os.environ.get("KURSLINK_TEST_KILLS", "50"))
SEED = os.environ.get("KURSLINK_TEST_SEED")

FARTHEST = 6  # requests a worker may make before it is killed
LONGEST = 0.15  # seconds it may go on after that, for what it does without a request


def test_no_random_kill_loses_or_doubles_a_meeting(stage: Stage) -> None:
    seed = int(SEED) if SEED else random.SystemRandom().randrange(1_000_000)
    chance, kills, rounds = random.Random(seed), 0, 0
    print(f"KURSLINK_TEST_SEED={seed}")  # shown if it fails
    while kills < KILLS:
        rounds += 1
        stage.later(timedelta(days=1))  # a fresh budget of writes
        give_work(stage, chance)
        kills += kill_until_rest(stage, chance, most=KILLS - kills)
        require_promises(stage.simulator)
    print(f"{kills} kills, {rounds} rounds, {Course.objects.count()} courses")


def give_work(stage: Stage, chance: random.Random) -> None:
    """New courses, and for some that have a meeting a change or its end."""
    known = list(Course.objects.order_by("pk"))
    for _ in range(3):
        stage.order(stage.course(some_days(stage, chance)))
    for course in chance.sample(known, k=min(3, len(known))):
        act = chance.choice((retitle, move_a_day, drop_a_day, withdraw))
        act(stage, course, chance)


def some_days(stage: Stage, chance: random.Random) -> list[Span]:
    """A course of one to eight weeks that may lack one in the middle."""
    first = stage.now.date() + timedelta(days=chance.randint(200, 260))
    days = weekly(date.fromordinal(first.toordinal()), chance.randint(1, 8))
    return days if len(days) < 3 else [*days[:1], *days[chance.choice((1, 2)) :]]


def retitle(stage: Stage, course: Course, chance: random.Random) -> None:
    Course.objects.filter(pk=course.pk).update(title=f"Englisch {chance.randint(1, 99)}")
    stage.order(course)


def move_a_day(stage: Stage, course: Course, chance: random.Random) -> None:
    last = course.days.order_by("date").last()
    assert last is not None
    course.days.filter(pk=last.pk).update(date=last.date + timedelta(days=chance.randint(1, 5)))
    stage.order(course)


def drop_a_day(stage: Stage, course: Course, chance: random.Random) -> None:
    days = list(course.days.filter(is_cancelled=False))
    if len(days) > 1:
        course.days.filter(pk=chance.choice(days).pk).update(is_cancelled=True)
    stage.order(course)


def withdraw(stage: Stage, course: Course, _chance: random.Random) -> None:
    has_meeting = course.current_meeting() is not None
    stage.order(course, OrderKind.WITHDRAW if has_meeting else OrderKind.TRANSFER)


def kill_until_rest(stage: Stage, chance: random.Random, *, most: int) -> int:
    """Kill worker after worker; the last one may live. How many were killed."""
    for kill in range(most):
        if not Order.objects.filter(ended_at=None).exists():
            return kill
        die_at_random(stage, chance)
        stage.later()
    stage.come_to_rest()
    return most


def die_at_random(stage: Stage, chance: random.Random) -> None:
    """Before a request, while it is on its way, with the answer lost, or some moments later."""
    when, skip = chance.choice(("before", "after")), chance.randrange(FARTHEST)
    is_performed, goes_on = chance.random() < 0.5, chance.random() < 0.3
    hold = stage.simulator.control.hold(when=when, skip=skip)
    worker = stage.worker(concurrency=chance.choice((1, 2, 4)))
    stage.wait_for_kill(hold)
    if goes_on:
        hold.release()
        time.sleep(chance.uniform(0, LONGEST))
    worker.kill()
    hold.release(perform=is_performed)
