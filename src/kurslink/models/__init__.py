"""What is remembered: one concept per file."""

from kurslink.models.api_token import ApiRequest, ApiToken
from kurslink.models.course import Course, CourseStatus, ZoomState
from kurslink.models.course_day import CourseDay, last_day
from kurslink.models.enrolment import Enrolment, EnrolmentStatus, places_taken
from kurslink.models.foreign_meeting import ForeignMeeting
from kurslink.models.import_profile import ImportProfile, TableSubject
from kurslink.models.institution import Institution
from kurslink.models.instructor import Instructor
from kurslink.models.invitation import Invitation
from kurslink.models.journal_entry import ActorKind, JournalChain, JournalEntry, SubjectKind
from kurslink.models.journal_event import Event
from kurslink.models.mail_message import (
    ACCOUNT_MAIL,
    NOT_TOLD,
    Dispatch,
    DispatchState,
    MailMessage,
    MailSecret,
    MailState,
    OutboxState,
)
from kurslink.models.mail_settings import MailSettings
from kurslink.models.mail_template import Audience, MailArea, MailFormat, MailTemplate
from kurslink.models.meeting import (
    Meeting,
    MeetingKind,
    MeetingState,
    Occurrence,
    TransferStep,
)
from kurslink.models.news import News
from kurslink.models.online_details import OnlineDetails
from kurslink.models.order import OPEN, Batch, Order, OrderKind, OrderState
from kurslink.models.participant import Participant
from kurslink.models.proxy_settings import ProxySettings
from kurslink.models.retention import Deletion, DeletionKind, Retention
from kurslink.models.semester import Semester
from kurslink.models.software import ZOOM, Software
from kurslink.models.user import Language, Role, SecondFactorRule, User
from kurslink.models.webhook import DeliveryState, WebhookDelivery, WebhookEndpoint
from kurslink.models.zoom_account import (
    AccountKind,
    LicenceType,
    MeetingProfile,
    Plan,
    TokenValidity,
    ZoomAccount,
    ZoomUser,
)
from kurslink.models.zoom_limits import CallRate, WriteBudget

__all__ = [
    "ACCOUNT_MAIL",
    "NOT_TOLD",
    "OPEN",
    "ZOOM",
    "AccountKind",
    "ActorKind",
    "ApiRequest",
    "ApiToken",
    "Audience",
    "Batch",
    "CallRate",
    "Course",
    "CourseDay",
    "CourseStatus",
    "Deletion",
    "DeletionKind",
    "DeliveryState",
    "Dispatch",
    "DispatchState",
    "Enrolment",
    "EnrolmentStatus",
    "Event",
    "ForeignMeeting",
    "ImportProfile",
    "Institution",
    "Instructor",
    "Invitation",
    "JournalChain",
    "JournalEntry",
    "Language",
    "LicenceType",
    "MailArea",
    "MailFormat",
    "MailMessage",
    "MailSecret",
    "MailSettings",
    "MailState",
    "MailTemplate",
    "Meeting",
    "MeetingKind",
    "MeetingProfile",
    "MeetingState",
    "News",
    "Occurrence",
    "OnlineDetails",
    "Order",
    "OrderKind",
    "OrderState",
    "OutboxState",
    "Participant",
    "Plan",
    "ProxySettings",
    "Retention",
    "Role",
    "SecondFactorRule",
    "Semester",
    "Software",
    "SubjectKind",
    "TableSubject",
    "TokenValidity",
    "TransferStep",
    "User",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WriteBudget",
    "ZoomAccount",
    "ZoomState",
    "ZoomUser",
    "last_day",
    "places_taken",
]
