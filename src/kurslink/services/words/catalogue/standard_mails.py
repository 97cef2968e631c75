"""The standard texts of mails, as they are until the office writes its own.

Those for access data are the model's („Anhang 115", chapter 3), repaired as decision 30 says; the
others are ours, in its tone. Not translated: they are what the office would have written.
"""

DAYS_LABEL = "Kurstage:"
SAMPLE_PERSON = {"salutation": "Frau", "first_name": "Erika", "last_name": "Mustermann"}
"""Who gets the preview of a text while a course has nobody."""

_SIGNATURE = """\
<EINR_KURZ> <EINR_NAME>
<EINR_STR>
<EINR_ORT>
<EINR_WWW>
<BEN_TEL>
<BEN_EMAIL>
"""

_GREETINGS = f"""\
Mit freundlichen Grüßen

Ihr Team von <EINR_KURZ> <EINR_NAME>

{_SIGNATURE}"""

_COURSE = """\
Kurstitel: <KURSTITEL>
Beginn-Datum: <BEG_DATTXT>
Ende-Datum: <END_DATTXT>
Uhrzeit: <UHRVON> - <UHRBIS>
"""

_WAY_IN = """\
Meeting beitreten: <WEBIN_LINK>
Passwort: <WEBIN_PW>
Rufnummer: <WEBIN_RUFN>
Teilnehmer-Code: <WEBIN_TNCO>
Meeting-ID: <WEBIN_MID>
Software: <WEBIN_SW>
"""

ACCESS_DATA_SUBJECT = "Zugangsdaten: <KURSTITEL> (<KURSNR>)"
ACCESS_DATA_FOR_PARTICIPANTS = f"""\
<ANSPRACHE>,

Sie haben sich für eine Online-Schulung bei uns angemeldet. Nachfolgend finden Sie Ihre Zugangsdaten, die Sie bitte sicher aufbewahren.

<EINR_KURZ> <EINR_NAME> lädt Sie zu folgender Online-Schulung ein:

{_COURSE}
{_WAY_IN}
Wir wünschen Ihnen viel Erfolg bei Ihrer Online-Schulung.
Für Fragen stehen wir Ihnen gerne zur Verfügung.

{_GREETINGS}"""
ACCESS_DATA_FOR_INSTRUCTORS = f"""\
<ANSPRACHE>,

<EINR_KURZ> <EINR_NAME> sendet Ihnen folgende Informationen zu Ihrer Online-Schulung. Diese Informationen wurden ebenfalls an die Teilnehmer*innen des Kurses versandt.

{_COURSE}
{_WAY_IN}Moderator-Code: <WEBIN_MOCO>

Bitte berücksichtigen Sie, dass Sie ggf. andere Zugangsdaten für das virtuelle Klassenzimmer benötigen.

Wir wünschen Ihnen viel Erfolg bei Ihrer Online-Schulung. Falls es Probleme geben sollte, können Sie sich gerne an uns wenden.

{_GREETINGS}"""

CHANGE_SUBJECT = "Änderung: <KURSTITEL> (<KURSNR>)"
CHANGE_FOR_PARTICIPANTS = f"""\
<ANSPRACHE>,

bei Ihrer Online-Schulung hat sich etwas geändert. Bitte verwenden Sie ab sofort nur noch die folgenden Angaben.

Kurstitel: <KURSTITEL>

Kurstage:
<KURSTAGE>

{_WAY_IN}
Für Fragen stehen wir Ihnen gerne zur Verfügung.

{_GREETINGS}"""
CHANGE_FOR_INSTRUCTORS = f"""\
<ANSPRACHE>,

bei Ihrer Online-Schulung hat sich etwas geändert. Bitte verwenden Sie ab sofort nur noch die folgenden Angaben.

Kurstitel: <KURSTITEL>

Kurstage:
<KURSTAGE>

{_WAY_IN}Moderator-Code: <WEBIN_MOCO>

Falls es Probleme geben sollte, können Sie sich gerne an uns wenden.

{_GREETINGS}"""

CANCELLATION_SUBJECT = "Ausfall: <KURSTITEL> (<KURSNR>)"
CANCELLATION_FOR_PARTICIPANTS = f"""\
<ANSPRACHE>,

leider muss die folgende Online-Schulung ausfallen. Falls Sie dafür schon Zugangsdaten erhalten haben, gelten diese nicht mehr.

Kurstitel: <KURSTITEL>
Kursnummer: <KURSNR>
Beginn-Datum: <BEG_DATTXT>

Wir bitten Sie um Verständnis. Für Fragen stehen wir Ihnen gerne zur Verfügung.

{_GREETINGS}"""
CANCELLATION_FOR_INSTRUCTORS = f"""\
<ANSPRACHE>,

leider muss Ihre folgende Online-Schulung ausfallen. Falls Sie dafür schon Zugangsdaten erhalten haben, gelten diese nicht mehr.

Kurstitel: <KURSTITEL>
Kursnummer: <KURSNR>
Beginn-Datum: <BEG_DATTXT>

Falls Sie Fragen haben, können Sie sich gerne an uns wenden.

{_GREETINGS}"""

REMINDER_SUBJECT = "Erinnerung: <KURSTITEL> (<KURSNR>)"
REMINDER_FOR_PARTICIPANTS = f"""\
<ANSPRACHE>,

wir erinnern Sie an Ihre Online-Schulung, die bald beginnt. Nachfolgend finden Sie noch einmal Ihre Zugangsdaten.

{_COURSE}
{_WAY_IN}
Wir wünschen Ihnen viel Erfolg bei Ihrer Online-Schulung.
Für Fragen stehen wir Ihnen gerne zur Verfügung.

{_GREETINGS}"""
REMINDER_FOR_INSTRUCTORS = f"""\
<ANSPRACHE>,

wir erinnern Sie an Ihre Online-Schulung, die bald beginnt. Nachfolgend finden Sie noch einmal die Zugangsdaten.

{_COURSE}
{_WAY_IN}Moderator-Code: <WEBIN_MOCO>

Wir wünschen Ihnen viel Erfolg bei Ihrer Online-Schulung. Falls es Probleme geben sollte, können Sie sich gerne an uns wenden.

{_GREETINGS}"""
