"""Addresses of the pages."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path
from django.views.generic import RedirectView

from kurslink.web.batch_pages import BatchFile, BatchList, BatchProgress
from kurslink.web.batch_plan import NewBatch
from kurslink.web.course_basics import CourseBasics
from kurslink.web.course_days import CancelDay, ChangeDay, CourseDays, RestoreDay
from kurslink.web.course_deletion import DeleteCourse
from kurslink.web.course_export import CourseCalendar, CourseExport, CourseExportFile
from kurslink.web.course_history import CourseHistory
from kurslink.web.course_import import ImportPreview, ImportResult
from kurslink.web.course_list import CourseList
from kurslink.web.course_mails import CourseMails
from kurslink.web.course_teaching import CourseInstructors
from kurslink.web.enrolment import (
    AddEnrolment,
    CancelEnrolment,
    EnrolmentAccess,
    EnrolmentBasics,
    ReviveEnrolment,
)
from kurslink.web.enrolment_import import EnrolmentPreview
from kurslink.web.enrolments import Enrolments
from kurslink.web.foreign_meeting import (
    AdoptForeign,
    DeleteForeign,
    IgnoreForeign,
    ShowForeign,
)
from kurslink.web.foreign_meetings import ForeignMeetings
from kurslink.web.handbook_pages import Handbook, HandbookChapter
from kurslink.web.health import live, metrics, ready
from kurslink.web.help_pages import Accessibility, ZoomAppGuide
from kurslink.web.import_columns import ImportColumns
from kurslink.web.import_upload import ImportUpload
from kurslink.web.instructors import InstructorCalendar, InstructorPage, NewInstructor
from kurslink.web.journal import Journal, JournalFile
from kurslink.web.language import ChooseLanguage
from kurslink.web.letters import Letters
from kurslink.web.licence_board import LicenceBoard
from kurslink.web.mail_page import OneMail
from kurslink.web.meeting_adoption import AdoptMeeting
from kurslink.web.meeting_info import MeetingInfo
from kurslink.web.meeting_renewal import RenewMeeting
from kurslink.web.meeting_withdrawal import WithdrawMeeting
from kurslink.web.online_details import OnlineDetailsBox, OnlineDetailsPage
from kurslink.web.outbox import Outbox
from kurslink.web.overview import Overview
from kurslink.web.own_details import OwnDetails
from kurslink.web.participants import ParticipantPage
from kurslink.web.people_lists import InstructorList, ParticipantList
from kurslink.web.privacy import PrivacyOverview
from kurslink.web.privacy_of_person import Disclosure, DisclosureFile, ErasePerson
from kurslink.web.sending import MailPreview, NewDispatch
from kurslink.web.settings_activation import ActivationSettings
from kurslink.web.settings_doctor import Doctor
from kurslink.web.settings_enrolments import EnrolmentSettings
from kurslink.web.settings_institution import InstitutionSettings
from kurslink.web.settings_interface import Interface, RevokeToken
from kurslink.web.settings_mail_template import ChangeMailTemplate, NewMailTemplate
from kurslink.web.settings_mail_templates import (
    DeleteMailTemplate,
    MailTemplates,
    RestoreStandardText,
)
from kurslink.web.settings_meeting import AccountMeeting, ProfileBox, TopicBox
from kurslink.web.settings_overview import SettingsOverview
from kurslink.web.settings_passcodes import AccountPasscodes
from kurslink.web.settings_software import (
    ChangeSoftware,
    DeleteSoftware,
    NewSoftware,
    SoftwareList,
)
from kurslink.web.settings_users import AccountUsers
from kurslink.web.settings_webhooks import (
    DeleteWebhook,
    NewWebhook,
    OneWebhook,
    ReviveWebhook,
    TestWebhook,
)
from kurslink.web.settings_zoom import ProxyBox, TestConnections, ZoomSettings
from kurslink.web.transfer_preview import TransferPreview
from kurslink.web.transfer_result import TransferResult
from kurslink.web.user_pages import (
    ChangeUser,
    DemandSecondFactor,
    EndSessions,
    InviteAgain,
    NewUser,
    ResetSecondFactor,
    Users,
)
from kurslink.web.zoom_acceptance import AcceptFromZoom
from kurslink.web.zoom_accounts import (
    ChangeAccount,
    DeleteAccount,
    NewAccount,
    RetireAccount,
    ReviveAccount,
)
from kurslink.web.zoom_check import CheckMeeting
from kurslink.web.zoom_events import zoom_event

_COURSE = "kurse/<int:course_id>/"
_DAY = "kurse/<int:course_id>/kurstage/<int:day_id>/"
_ENROLMENT = "kurse/<int:course_id>/belegung/<int:enrolment_id>/"
_FOREIGN = "kurse/meetings-ohne-kurs/<int:foreign_id>/"
_INSTRUCTOR = "dozenten/<int:instructor_id>/"
_PERSON = "datenschutz/<str:kind>/<int:person_id>/"
_USER = "einstellungen/benutzer/<int:user_id>/"
_SOFTWARE = "einstellungen/software/<int:software_id>/"
_TEMPLATE = "einstellungen/vorlagen/<int:template_id>/"
_WEBHOOK = "einstellungen/schnittstelle/webhooks/<int:webhook_id>/"
_ACCOUNT = "einstellungen/zoom/zugaenge/<int:account_id>/"

urlpatterns: list[URLPattern] = [
    path("", Overview.as_view(), name="home"),
    path("kurse/", CourseList.as_view(), name="courses"),
    path("kurse/export/", CourseExport.as_view(), name="export"),
    path("kurse/export/datei/", CourseExportFile.as_view(), name="export_file"),
    path("kurse/meetings-ohne-kurs/", ForeignMeetings.as_view(), name="foreign_meetings"),
    path(f"{_FOREIGN}zuordnen/", AdoptForeign.as_view(), name="adopt_foreign"),
    path(f"{_FOREIGN}ignorieren/", IgnoreForeign.as_view(), name="ignore_foreign"),
    path(f"{_FOREIGN}anzeigen/", ShowForeign.as_view(), name="show_foreign"),
    path(f"{_FOREIGN}loeschen/", DeleteForeign.as_view(), name="delete_foreign"),
    path(_COURSE, CourseBasics.as_view(), name="course"),
    path(f"{_COURSE}loeschen/", DeleteCourse.as_view(), name="delete_course"),
    path(f"{_COURSE}dozenten/", CourseInstructors.as_view(), name="course_instructors"),
    path(f"{_COURSE}kalender/", CourseCalendar.as_view(), name="course_calendar"),
    path(f"{_COURSE}kurstage/", CourseDays.as_view(), name="course_days"),
    path(_DAY, ChangeDay.as_view(), name="change_day"),
    path(f"{_DAY}entfaellt/", CancelDay.as_view(), name="cancel_day"),
    path(f"{_DAY}findet-statt/", RestoreDay.as_view(), name="restore_day"),
    path(f"{_COURSE}online-kurs/", OnlineDetailsPage.as_view(), name="online_details"),
    path(f"{_COURSE}online-kurs-details/", OnlineDetailsBox.as_view(), name="online_details_box"),
    path(f"{_COURSE}belegung/", Enrolments.as_view(), name="enrolments"),
    path(f"{_COURSE}belegung/neu/", AddEnrolment.as_view(), name="add_enrolment"),
    path(_ENROLMENT, EnrolmentBasics.as_view(), name="enrolment"),
    path(f"{_ENROLMENT}seite-2/", EnrolmentAccess.as_view(), name="enrolment_access"),
    path(f"{_ENROLMENT}stornieren/", CancelEnrolment.as_view(), name="cancel_enrolment"),
    path(
        f"{_ENROLMENT}gilt-wieder/<slug:status>/",
        ReviveEnrolment.as_view(),
        name="revive_enrolment",
    ),
    path(f"{_COURSE}versand/", CourseMails.as_view(), name="course_mails"),
    path(f"{_COURSE}verlauf/", CourseHistory.as_view(), name="course_history"),
    path(f"{_COURSE}meeting/vorschau/", TransferPreview.as_view(), name="transfer_preview"),
    path(f"{_COURSE}meeting/ergebnis/", TransferResult.as_view(), name="transfer_result"),
    path(f"{_COURSE}meeting/info/", MeetingInfo.as_view(), name="meeting_info"),
    path(f"{_COURSE}meeting/vorhandenes/", AdoptMeeting.as_view(), name="adopt_meeting"),
    path(f"{_COURSE}meeting/abgleich/", CheckMeeting.as_view(), name="check_meeting"),
    path(f"{_COURSE}meeting/uebernehmen/", AcceptFromZoom.as_view(), name="accept_from_zoom"),
    path(f"{_COURSE}meeting/neu-anlegen/", RenewMeeting.as_view(), name="renew_meeting"),
    path(f"{_COURSE}meeting/loeschen/", WithdrawMeeting.as_view(), name="withdraw_meeting"),
    path("zugangsdaten/", NewDispatch.as_view(), name="send"),
    path(
        "zugangsdaten/vorschau/<int:course_id>/<str:audience>/<int:person_id>/",
        MailPreview.as_view(),
        name="mail_preview",
    ),
    path("lizenzen/", LicenceBoard.as_view(), name="licence_board"),
    path("uebertragungen/", BatchList.as_view(), name="batches"),
    path("uebertragungen/neu/", NewBatch.as_view(), name="new_batch"),
    path("uebertragungen/<int:batch_id>/", BatchProgress.as_view(), name="batch"),
    path("uebertragungen/<int:batch_id>/csv/", BatchFile.as_view(), name="batch_file"),
    path("versand/", Outbox.as_view(), name="outbox"),
    path("versand/briefe/", Letters.as_view(), name="letters"),
    path("versand/<int:mail_id>/", OneMail.as_view(), name="mail"),
    path("teilnehmende/", ParticipantList.as_view(), name="participants"),
    path("teilnehmende/<int:participant_id>/", ParticipantPage.as_view(), name="participant"),
    path("dozenten/", InstructorList.as_view(), name="instructors"),
    path("dozenten/neu/", NewInstructor.as_view(), name="add_instructor"),
    path(_INSTRUCTOR, InstructorPage.as_view(), name="instructor"),
    path(f"{_INSTRUCTOR}kalender/", InstructorCalendar.as_view(), name="instructor_calendar"),
    path("protokoll/", Journal.as_view(), name="journal"),
    path("protokoll/export/", JournalFile.as_view(), name="journal_file"),
    path("datenschutz/", PrivacyOverview.as_view(), name="privacy"),
    path(f"{_PERSON}auskunft/", Disclosure.as_view(), name="disclosure"),
    path(f"{_PERSON}auskunft/datei/", DisclosureFile.as_view(), name="disclosure_file"),
    path(f"{_PERSON}loeschen/", ErasePerson.as_view(), name="erase_person"),
    path("import/", ImportUpload.as_view(), name="import"),
    path("import/vorschau/", ImportPreview.as_view(), name="import_preview"),
    path("import/anmeldungen/", EnrolmentPreview.as_view(), name="enrolment_preview"),
    path("import/spalten/", ImportColumns.as_view(), name="import_columns"),
    path("import/ergebnis/", ImportResult.as_view(), name="import_result"),
    path("einstellungen/", SettingsOverview.as_view(), name="settings"),
    path("einstellungen/pruefung/", Doctor.as_view(), name="doctor"),
    path("einstellungen/freischaltung/", ActivationSettings.as_view(), name="activation"),
    path("einstellungen/einrichtung/", InstitutionSettings.as_view(), name="institution"),
    path("einstellungen/belegung/", EnrolmentSettings.as_view(), name="mail_settings"),
    path("einstellungen/schnittstelle/", Interface.as_view(), name="interface"),
    path(
        "einstellungen/schnittstelle/token/<int:token_id>/widerrufen/",
        RevokeToken.as_view(),
        name="revoke_token",
    ),
    path("einstellungen/schnittstelle/webhooks/neu/", NewWebhook.as_view(), name="new_webhook"),
    path(_WEBHOOK, OneWebhook.as_view(), name="webhook"),
    path(f"{_WEBHOOK}testen/", TestWebhook.as_view(), name="test_webhook"),
    path(f"{_WEBHOOK}einschalten/", ReviveWebhook.as_view(), name="revive_webhook"),
    path(f"{_WEBHOOK}loeschen/", DeleteWebhook.as_view(), name="delete_webhook"),
    path("einstellungen/vorlagen/", MailTemplates.as_view(), name="mail_templates"),
    path("einstellungen/vorlagen/neu/", NewMailTemplate.as_view(), name="new_mail_template"),
    path(
        "einstellungen/vorlagen/standardtext/<slug:area>/<slug:audience>/",
        RestoreStandardText.as_view(),
        name="restore_standard_text",
    ),
    path(_TEMPLATE, ChangeMailTemplate.as_view(), name="change_mail_template"),
    path(f"{_TEMPLATE}loeschen/", DeleteMailTemplate.as_view(), name="delete_mail_template"),
    path("einstellungen/software/", SoftwareList.as_view(), name="software"),
    path("einstellungen/software/neu/", NewSoftware.as_view(), name="new_software"),
    path(_SOFTWARE, ChangeSoftware.as_view(), name="change_software"),
    path(f"{_SOFTWARE}loeschen/", DeleteSoftware.as_view(), name="delete_software"),
    path("einstellungen/benutzer/", Users.as_view(), name="users"),
    path("einstellungen/benutzer/neu/", NewUser.as_view(), name="new_user"),
    path(
        "einstellungen/benutzer/zweiter-faktor/",
        DemandSecondFactor.as_view(),
        name="demand_second_factor",
    ),
    path(_USER, ChangeUser.as_view(), name="change_user"),
    path(f"{_USER}einladen/", InviteAgain.as_view(), name="invite_again"),
    path(f"{_USER}abmelden/", EndSessions.as_view(), name="end_sessions"),
    path(f"{_USER}zweiter-faktor/", ResetSecondFactor.as_view(), name="reset_second_factor"),
    path("einstellungen/zoom/", ZoomSettings.as_view(), name="zoom_settings"),
    path("einstellungen/zoom/proxy/", ProxyBox.as_view(), name="proxy"),
    path("einstellungen/zoom/verbindung/", TestConnections.as_view(), name="test_connections"),
    path("einstellungen/zoom/zugaenge/neu/", NewAccount.as_view(), name="new_account"),
    path(_ACCOUNT, ChangeAccount.as_view(), name="change_account"),
    path(f"{_ACCOUNT}meeting/", AccountMeeting.as_view(), name="account_meeting"),
    path(f"{_ACCOUNT}meeting/thema/", TopicBox.as_view(), name="account_topic"),
    path(f"{_ACCOUNT}meeting/profil/", ProfileBox.as_view(), name="account_profile"),
    path(f"{_ACCOUNT}benutzer/", AccountUsers.as_view(), name="account_users"),
    path(f"{_ACCOUNT}passwoerter/", AccountPasscodes.as_view(), name="account_passcodes"),
    path(f"{_ACCOUNT}stilllegen/", RetireAccount.as_view(), name="retire_account"),
    path(f"{_ACCOUNT}einschalten/", ReviveAccount.as_view(), name="revive_account"),
    path(f"{_ACCOUNT}loeschen/", DeleteAccount.as_view(), name="delete_account"),
    path("zoom/ereignisse/<int:account_id>/", zoom_event, name="zoom_event"),
    path("health/live", live, name="health_live"),
    path("health/ready", ready, name="health_ready"),
    path("metrics", metrics, name="metrics"),
    path("meine-angaben/", OwnDetails.as_view(), name="own_details"),
    path("sprache/", ChooseLanguage.as_view(), name="language"),
    path("hilfe/", login_not_required(RedirectView.as_view(pattern_name="handbook")), name="help"),
    path("hilfe/handbuch/", Handbook.as_view(), name="handbook"),
    path("hilfe/handbuch/<slug:chapter>/", HandbookChapter.as_view(), name="handbook_chapter"),
    path("hilfe/barrierefreiheit/", Accessibility.as_view(), name="accessibility"),
    path("hilfe/zoom-app/", ZoomAppGuide.as_view(), name="zoom_app"),
]
