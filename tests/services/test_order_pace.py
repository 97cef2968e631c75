"""One person's single orders: so many an hour, and no more of the hosts' reserve than it holds."""

from datetime import date, timedelta

import pytest

from kurslink.models import ActorKind, Order
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.limits.write_budget import URGENT_RESERVE
from kurslink.services.orders.order_pace import MOST, PERIOD
from kurslink.services.place_order import place_order
from kurslink.services.rights import SHELL, Actor, Right
from kurslink.services.words.sentences import explain
from tests.course_office import NOW, make_course, weekly

pytestmark = pytest.mark.django_db

CLERK = Actor("M. Brandt", frozenset({Right.TRANSFER}), ActorKind.USER, 1)
COLLEAGUE = Actor("A. Klein", frozenset({Right.TRANSFER}), ActorKind.USER, 2)


def test_a_loop_over_all_courses_is_stopped_and_leaves_the_reserve_to_colleagues() -> None:
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    for number in range(MOST):
        Order.objects.all().update(state="ended")
        place_order(course, actor=CLERK, now=NOW + timedelta(seconds=number))
    urgent = Order.objects.filter(is_urgent=True)
    assert (urgent.count(), Order.objects.count()) == (URGENT_RESERVE, MOST)
    with pytest.raises(Refusal) as refused:
        place_order(course, actor=CLERK, now=NOW + timedelta(minutes=2))
    assert refused.value.code == RefusalCode.TOO_MANY_ORDERS
    assert "Ab Do 20.08.2026, 13:00 Uhr geht es weiter" in explain(refused.value).hint
    Order.objects.all().update(state="ended")
    assert place_order(course, actor=COLLEAGUE, now=NOW + timedelta(minutes=2)).is_urgent
    Order.objects.all().update(state="ended")
    assert place_order(course, actor=SHELL, now=NOW + timedelta(minutes=2)).is_urgent
    Order.objects.all().update(state="ended")
    assert place_order(course, actor=CLERK, now=NOW + PERIOD) is not None
