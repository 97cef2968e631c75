"""Addresses of the pages."""

from django.urls import URLPattern, path
from django.views.generic import RedirectView

from kurslink.web.course_basics import CourseBasics
from kurslink.web.course_days import CancelDay, ChangeDay, CourseDays, RestoreDay
from kurslink.web.course_import import ImportPreview, ImportResult, ImportUpload
from kurslink.web.course_list import CourseList
from kurslink.web.meeting_info import MeetingInfo
from kurslink.web.meeting_withdrawal import WithdrawMeeting
from kurslink.web.online_details import OnlineDetailsBox, OnlineDetailsPage
from kurslink.web.transfer_preview import TransferPreview
from kurslink.web.transfer_result import TransferResult
from kurslink.web.zoom_accounts import AccountList, AccountUsers, ChangeAccount, NewAccount

_COURSE = "kurse/<int:course_id>/"
_DAY = "kurse/<int:course_id>/kurstage/<int:day_id>/"

urlpatterns: list[URLPattern] = [
    path("", RedirectView.as_view(pattern_name="courses"), name="home"),
    path("kurse/", CourseList.as_view(), name="courses"),
    path(_COURSE, CourseBasics.as_view(), name="course"),
    path(f"{_COURSE}kurstage/", CourseDays.as_view(), name="course_days"),
    path(_DAY, ChangeDay.as_view(), name="change_day"),
    path(f"{_DAY}entfaellt/", CancelDay.as_view(), name="cancel_day"),
    path(f"{_DAY}findet-statt/", RestoreDay.as_view(), name="restore_day"),
    path(f"{_COURSE}online-kurs/", OnlineDetailsPage.as_view(), name="online_details"),
    path(f"{_COURSE}online-kurs-details/", OnlineDetailsBox.as_view(), name="online_details_box"),
    path(f"{_COURSE}meeting/vorschau/", TransferPreview.as_view(), name="transfer_preview"),
    path(f"{_COURSE}meeting/ergebnis/", TransferResult.as_view(), name="transfer_result"),
    path(f"{_COURSE}meeting/info/", MeetingInfo.as_view(), name="meeting_info"),
    path(f"{_COURSE}meeting/loeschen/", WithdrawMeeting.as_view(), name="withdraw_meeting"),
    path("import/", ImportUpload.as_view(), name="import"),
    path("import/vorschau/", ImportPreview.as_view(), name="import_preview"),
    path("import/ergebnis/", ImportResult.as_view(), name="import_result"),
    path("zugaenge/", AccountList.as_view(), name="accounts"),
    path("zugaenge/neu/", NewAccount.as_view(), name="new_account"),
    path("zugaenge/<int:account_id>/", ChangeAccount.as_view(), name="change_account"),
    path("zugaenge/<int:account_id>/benutzer/", AccountUsers.as_view(), name="account_users"),
]
