"""Calls about users: the list, one user, settings, and who may schedule for whom."""

from dataclasses import replace

from kurslink.simulator import answers, errors
from kurslink.simulator.account import User, UserStatus
from kurslink.simulator.operation import Answer, Call
from kurslink.simulator.paging import page
from kurslink.simulator.switches import Plan
from kurslink.simulator.world import World

LARGEST_PAGE = 2000


def list_users(world: World, call: Call) -> Answer:
    status = call.query.get("status") or UserStatus.ACTIVE
    if status not in list(UserStatus):
        raise errors.invalid_parameter("status")
    role = call.query.get("role_id")
    users = [u for u in world.users.values() if u.status == status and role in (None, u.role)]
    rows = [answers.listed_user(user) for user in users]
    return Answer(200, page(rows, call.query, name="users", largest=LARGEST_PAGE, now=world.now))


def get_user(world: World, call: Call) -> Answer:
    return Answer(
        200, answers.single_user(known_user(world, call), world.standing.app, world.base_url)
    )


def get_user_settings(world: World, call: Call) -> Answer:
    user = known_user(world, call)
    is_free = world.switches.plan == Plan.FREE
    match call.query.get("option"):
        case None | "":
            return Answer(200, answers.user_settings(user, world.switches.plan))
        case "meeting_security" if is_free:
            raise errors.paid_only(400)
        case "meeting_security":
            return Answer(200, answers.meeting_security(user))
        case "meeting_authentication":
            return Answer(200, answers.meeting_authentication(user))
        case _:
            raise errors.invalid_parameter("option")


def get_account_settings(world: World, call: Call) -> Answer:
    """The account's rules are those of its owner; free accounts get an error with status 200."""
    if call.path["account_id"] not in ("me", world.standing.app.account_id):
        raise errors.account_unknown()
    if world.switches.plan == Plan.FREE:
        raise errors.paid_only(200)
    owner = next(iter(world.users.values()))
    if call.query.get("option") == "meeting_security":
        return Answer(200, answers.meeting_security(owner))
    return Answer(200, answers.account_settings(owner))


def list_schedulers(world: World, call: Call) -> Answer:
    """The users for whom this one may schedule."""
    user = known_user(world, call)
    granted = [other for other in world.users.values() if user.user_id in other.assistants]
    return Answer(200, {"schedulers": [{**_named(other), "pmi": other.pmi} for other in granted]})


def list_assistants(world: World, call: Call) -> Answer:
    """The users who may schedule for this one."""
    user = known_user(world, call)
    helpers = [other for other in world.users.values() if other.user_id in user.assistants]
    return Answer(200, {"assistants": [_named(other) for other in helpers]})


def add_assistants(world: World, call: Call) -> Answer:
    user = known_user(world, call)
    listed = call.body.get("assistants")
    if not isinstance(listed, list) or not listed:
        raise errors.invalid_field("assistants")
    added = [_assistant(world, user, entry) for entry in listed]
    world.put_user(replace(user, assistants=tuple({*user.assistants, *added})))
    return Answer(201, {"ids": ",".join(added), "add_at": answers.utc(world.now)})


def _assistant(world: World, user: User, entry: object) -> str:
    values = entry if isinstance(entry, dict) else {}
    wanted = str(values.get("id") or values.get("email") or "")
    assistant = world.find_user(wanted)
    if assistant is None:
        raise errors.user_unknown(wanted)
    for person in (user, assistant):
        if not person.is_licensed:
            raise errors.not_licensed_assistant(person.email)
    return assistant.user_id


def _named(user: User) -> dict[str, str]:
    return {"id": user.user_id, "email": user.email}


def known_user(world: World, call: Call) -> User:
    """The user of the path, by id or e-mail; ``me`` is nobody to a Server-to-Server app."""
    wanted = call.path["user_id"]
    user = world.find_user(wanted)
    if user is None:
        raise errors.user_unknown(wanted)
    return user
