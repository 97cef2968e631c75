"""Whether every text of the office for mails can be sent: another release may know less."""

from collections.abc import Iterator

from kurslink.models import Audience, MailFormat, MailTemplate
from kurslink.services.doctor.codes import Area, FindingCode
from kurslink.services.doctor.finding import Finding, Verdict, found
from kurslink.services.doctor.visit import Visit
from kurslink.services.mails.check_text import find_problems
from kurslink.services.mails.rendering import MailText
from kurslink.services.words.sentences import explain


def look(_visit: Visit) -> Iterator[Finding]:
    """Each template with a fault by name, with its first fault; or that there is none."""
    templates = list(MailTemplate.objects.all())
    faulty = [(each, problem) for each in templates if (problem := _first_problem(each))]
    for template, problem in faulty:
        code = FindingCode.MAIL_TEMPLATE_FAULTY
        yield found(
            Area.MAIL_TEMPLATE, Verdict.FAILED, code, subject=template.name, problem=problem
        )
    if not faulty:
        code = FindingCode.MAIL_TEMPLATES_FINE
        yield found(Area.MAIL_TEMPLATE, Verdict.OK, code, count=len(templates))


def _first_problem(template: MailTemplate) -> str:
    text = MailText(template.subject, template.body, MailFormat(template.format))
    problems = find_problems(text, Audience(template.audience))
    return explain(problems[0]).message if problems else ""
