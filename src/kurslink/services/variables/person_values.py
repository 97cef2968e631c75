"""The values of a person's variables: who is addressed, and who takes part or teaches."""

from kurslink.models import Instructor, Participant
from kurslink.planning.salutation import address
from kurslink.services.variables.course_values import Values
from kurslink.services.words.catalogue.export_variables import GREETINGS

Person = Participant | Instructor


def greeting_values(addressee: Person) -> Values:
    """How the person is addressed a mail goes to."""
    found = address(
        salutation=addressee.salutation,
        title=addressee.title,
        first_name=addressee.first_name,
        last_name=addressee.last_name,
    )
    return {"ANSPRACHE": GREETINGS[found.form].format(name=found.name)}


def person_values(person: Person) -> Values:
    """The person's own data."""
    return {
        "ANREDE": person.salutation,
        "TITEL": person.title,
        "VORNAME": person.first_name,
        "NACHNAME": person.last_name,
        "EMAIL": person.email,
    }
