"""Who teaches at the fictional centre: invented people, always the same for the same seed."""

import unicodedata
from itertools import product
from random import Random

from kurslink.cli.fictional_vhs.shares import share_out
from kurslink.sources.course_rows import InstructorRow, Salutation

MAIL_DOMAIN = "vhs-musterstadt.example"
ZOOM_USER = InstructorRow(
    number="1000",
    salutation=Salutation.MS,
    title="Dr.",
    first_name="Käthe",
    last_name="Doppelrolle",
    email=f"zoomzugang01@{MAIL_DOMAIN}",
)
"""An instructor whose address is that of a Zoom licence of the practice account."""

FIRST_NAMES = {
    Salutation.MS: (
        "Änne", "Birgit", "Claudia", "Dilara", "Elisabeth", "Françoise", "Gülşen", "Hannelore",
        "Ingrid", "Jette", "Katarzyna", "Lucía", "Margarete", "Nadja", "Özlem", "Petra",
        "Renate", "Sabine", "Theresa", "Ulrike", "Viktoria", "Wiebke", "Yasemin", "Zoë",
    ),
    Salutation.MR: (
        "André", "Björn", "Cem", "Dieter", "Emre", "François", "Günter", "Hans-Jürgen",
        "Ilhan", "Jürgen", "Krzysztof", "Luís", "Matthias", "Nikša", "Ömer", "Paul",
        "Ruben", "Søren", "Thomas", "Uwe", "Volker", "Wolfgang", "Yusuf", "Zoltán",
    ),
    Salutation.NONE: ("Alex", "Kim", "Luca", "Robin", "Sascha", "Toni"),
}  # fmt: skip
LAST_NAMES = (
    "Ahornfeld", "Bäckmann", "Çelikbaş", "D’Angelo", "Eßbach", "Fährmann", "Großkurth",
    "Hölzenbein", "Ihlenbrück", "Jägermeyer", "Königstein", "Löwenherz", "Müßigmann", "Nüßlein",
    "O’Keefe-Beispiel", "Pfützner", "Quastenberg", "Rübenach", "Süßmilch", "Törber", "Überall",
    "Vollmöller", "Weißkirch", "Yıldızhan", "Zürnbach", "van der Beispiel", "von Mustermann",
)  # fmt: skip
_SHARES = {Salutation.MS: 0.72, Salutation.MR: 0.26, Salutation.NONE: 0.02}
_TITLES, _TITLE_WEIGHTS = ("", "Dr.", "Prof. Dr."), (88, 10, 2)
_SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", "ø": "oe", "’": None, " ": "-"}
)


def instructors(count: int, random: Random) -> tuple[InstructorRow, ...]:
    """So many people, no two of one name; the first is `ZOOM_USER`."""
    people = [
        (salutation, *name)
        for salutation, number in share_out(count - 1, _SHARES).items()
        for name in random.sample(list(product(FIRST_NAMES[salutation], LAST_NAMES)), number)
    ]
    random.shuffle(people)
    titles = random.choices(_TITLES, weights=_TITLE_WEIGHTS, k=len(people))
    numbered = enumerate(zip(people, titles, strict=True), start=int(ZOOM_USER.number) + 1)
    return (ZOOM_USER, *(_person(n, *person, title) for n, (person, title) in numbered))


def _person(
    number: int, salutation: Salutation, first_name: str, last_name: str, title: str
) -> InstructorRow:
    address = f"{spelt_out(first_name)}.{spelt_out(last_name)}@dozenten.{MAIL_DOMAIN}"
    return InstructorRow(str(number), salutation, title, first_name, last_name, address)


def spelt_out(name: str) -> str:
    """`name` as it stands in an address: Löwenherz is loewenherz, Zoë is zoe."""
    spelt = unicodedata.normalize("NFD", name.lower().translate(_SPELT_OUT))
    return "".join(letter for letter in spelt if letter.isascii())
