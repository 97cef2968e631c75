"""Every address, asked for by everybody: a page nobody has decided about fails here."""

from datetime import date

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from kurslink.models import Course, Role, User
from tests.course_office import make_course, weekly
from tests.web.addresses import address, patterns

ANYBODY = frozenset(Role)
OFFICE = frozenset({Role.OFFICE, Role.SYSTEM})
SYSTEM = frozenset({Role.SYSTEM})
PRIVACY = frozenset({Role.PRIVACY, Role.SYSTEM})

# Without sign-in; also for a program, for somebody between password and code, the language
# and the handbook; for machines that watch.
PUBLIC = (
    "account_login account_logout account_reset_password account_reset_password_done "
    "account_reset_password_from_key account_reset_password_from_key_done "
    "invitation api_docs openid_start openid_connect_callback mfa_login_webauthn zoom_event "
    "mfa_authenticate language help handbook handbook_chapter health_live health_ready metrics"
)
SIGNED_IN = {
    # one's own sign-in
    "account_reauthenticate account_change_password account_set_password own_details mfa_index "
    "mfa_reauthenticate mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes "
    "mfa_generate_recovery_codes mfa_list_webauthn mfa_add_webauthn mfa_edit_webauthn "
    "mfa_remove_webauthn mfa_reauthenticate_webauthn": ANYBODY,
    # looking
    "home courses export export_file foreign_meetings course course_calendar course_days "
    "cancel_day restore_day online_details online_details_box enrolments enrolment "
    "enrolment_access course_mails course_history transfer_result meeting_info check_meeting "
    "batches batch batch_file outbox mail zoom_app accessibility licence_board": ANYBODY,
    "participants participant instructors instructor instructor_calendar": ANYBODY,
    # changing courses and people
    "course_instructors add_instructor "
    "delete_course change_day add_enrolment cancel_enrolment revive_enrolment accept_from_zoom "
    "letters": OFFICE,
    # changing meetings at Zoom
    "adopt_foreign ignore_foreign show_foreign delete_foreign transfer_preview adopt_meeting "
    "renew_meeting withdraw_meeting new_batch": OFFICE,
    "send mail_preview": OFFICE,
    "import import_preview enrolment_preview import_columns import_result": OFFICE,
    # data protection
    "privacy disclosure disclosure_file erase_person journal journal_file": PRIVACY,
    # the installation
    "settings doctor activation institution mail_settings": SYSTEM,
    "mail_templates new_mail_template restore_standard_text change_mail_template "
    "delete_mail_template": SYSTEM,
    "interface revoke_token new_webhook webhook test_webhook revive_webhook delete_webhook": SYSTEM,
    "software new_software change_software delete_software": SYSTEM,
    "users new_user demand_second_factor change_user invite_again end_sessions "
    "reset_second_factor": SYSTEM,
    "zoom_settings proxy test_connections new_account change_account account_meeting "
    "account_topic account_profile account_users account_passcodes retire_account "
    "revive_account delete_account": SYSTEM,
}
MAY = {name: roles for names, roles in SIGNED_IN.items() for name in names.split()}


@pytest.fixture
def course(db: None) -> Course:  # noqa: ARG001  # asks for the database
    return make_course(days=weekly(date(2026, 9, 2), 1))


def _wants_sign_in(answer: HttpResponseBase) -> bool:
    return answer.headers.get("Location", "").startswith("/konto/anmelden/?next=")


def test_somebody_has_decided_about_every_address() -> None:
    assert set(patterns()) == {*MAY, *PUBLIC.split()}


def test_without_signing_in_only_signing_in_is_shown(course: Course) -> None:
    client, open_to_all = Client(), set()
    for name in patterns():
        client.cookies.clear()
        if not _wants_sign_in(client.get(address(name, course))):
            open_to_all.add(name)
    assert open_to_all == set(PUBLIC.split())


@pytest.mark.parametrize("role", Role)
def test_each_role_sees_what_it_may_and_nothing_else(course: Course, role: Role) -> None:
    client = Client()
    client.force_login(User.objects.create_user("a@vhs.example", "geheim", name="A", role=role))
    answers = {name: client.get(address(name, course)) for name in MAY}
    assert not any(_wants_sign_in(answer) for answer in answers.values())
    shown = {name for name, answer in answers.items() if answer.status_code != 403}
    assert shown == {name for name, roles in MAY.items() if role in roles}


def test_no_form_of_signing_in_is_taken_from_elsewhere(course: Course) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_user("a@vhs.example", "geheim", name="A"))
    where = {name: address(name, course) for name in patterns()}
    own = {name: path for name, path in where.items() if path.startswith("/konto/")}
    assert {name for name, path in own.items() if client.post(path).status_code != 403} == set()
