"""What the fictional centre teaches: departments with their share, titles, rooms."""

from dataclasses import dataclass
from itertools import product

from kurslink.sources.course_rows import Room


@dataclass(frozen=True, slots=True)
class Department:
    """A Fachbereich: its digit in course numbers, its share of the programme, its titles."""

    code: str
    name: str
    share: float
    titles: tuple[str, ...]


def _each(stems: tuple[str, ...], endings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{stem} {ending}" for stem, ending in product(stems, endings))


SOCIETY = Department(
    "1",
    "Politik – Gesellschaft – Umwelt",
    0.08,
    (
        "Testament und Erbrecht verständlich erklärt",
        "Vorsorgevollmacht und Patientenverfügung",
        "Balkonkraftwerk: Sonnenstrom selbst erzeugen",
        "Heizen ohne Öl und Gas – was passt zu meinem Haus?",
        "Stadtgeschichte Musterstadt: Vom Mühlenplatz zur Markthalle",
        "Gespräche über Politik: Wie geht es Europa?",
        "Nachhaltig gärtnern auf kleinem Raum",
        "Familienforschung: Alte Schriften lesen",
        "Geldanlage für Einsteigerinnen und Einsteiger",
        "Bienen, Hummeln & Co. im eigenen Garten",
        "Nachrichten prüfen, Fälschungen erkennen",
        "Ehrenamt im Verein: Satzung, Vorstand, Haftung",
    ),
)
CULTURE = Department(
    "2",
    "Kultur und Gestalten",
    0.13,
    (
        "Aquarellmalerei für Anfängerinnen und Anfänger",
        "Zeichnen: Schritt für Schritt zum Porträt",
        "Nähen – von der Tasche bis zum Kleid",
        "Töpfern an der Drehscheibe",
        "Gitarre für Erwachsene ohne Vorkenntnisse",
        "Fotografieren mit der Spiegelreflexkamera",
        "Bildbearbeitung für Hobbyfotografen",
        "Kreatives Schreiben: Kurzgeschichten",
        "Literaturgespräch am Vormittag",
        "Kalligrafie: Schöne Schriften mit Feder und Tusche",
        "Goldschmieden am Wochenende",
        "Chorwerkstatt: Singen macht glücklich",
        "Kunstgeschichte: Die Brücke und der Blaue Reiter",
        "Polstern und Restaurieren kleiner Möbel",
        "Improvisationstheater",
    ),
)
HEALTH = Department(
    "3",
    "Gesundheit",
    0.30,
    (
        *_each(
            ("Hatha-Yoga", "Pilates", "Qigong", "Rückenfit", "Tai-Chi", "Autogenes Training"),
            ("für den Rücken", "am Morgen", "am Abend", "für Ältere", "Grundkurs", "Aufbaukurs"),
        ),
        "Progressive Muskelentspannung nach Jacobson",
        "Achtsamkeit im Alltag",
        "Zumba® Fitness",
        "Wassergymnastik",
        "Beckenbodentraining",
        "Vegetarische Küche aus aller Welt",
        "Backen mit Sauerteig",
        "Die schnelle Küche für Berufstätige",
        "Gut schlafen – Wege zur inneren Ruhe",
        "Faszientraining",
    ),
)
LANGUAGES = Department(
    "4",
    "Sprachen",
    0.36,
    (
        *_each(
            ("Englisch", "Französisch", "Italienisch", "Spanisch"),
            ("A1 für Anfänger", "A1.2", "A2", "B1", "B2 Konversation", "Auffrischung"),
        ),
        *_each(
            ("Türkisch", "Portugiesisch", "Polnisch", "Niederländisch", "Schwedisch", "Japanisch"),
            ("A1 für Anfänger", "A1 Fortsetzung", "für die Reise"),
        ),
        *_each(("Deutsch als Fremdsprache",), ("A1", "A2", "B1", "B2", "C1")),
        "Deutsche Gebärdensprache – Grundkurs",
    ),
)
WORK = Department(
    "5",
    "Arbeit und Beruf",
    0.10,
    (
        "Excel – Grundlagen",
        "Excel – Pivot-Tabellen und Diagramme",
        "Word für den Büroalltag",
        "PowerPoint: Präsentieren, ohne zu langweilen",
        "Buchführung 1: Finanzbuchführung",
        "Buchführung 2: Abschlüsse",
        "Zehn-Finger-Schreiben am PC",
        "Python für Einsteiger",
        "Bewerben mit Erfolg",
        "Gesprächsführung für Führungskräfte",
        "Zeit- und Selbstmanagement",
        "Smartphone und Tablet verstehen",
    ),
)
LITERACY = Department(
    "6",
    "Grundbildung",
    0.03,
    (
        "Lesen und Schreiben für Erwachsene",
        "Rechnen im Alltag",
        "Vorbereitung auf den Hauptschulabschluss",
        "Lerncafé am Nachmittag",
        "Deutsch in leichter Sprache",
    ),
)
DEPARTMENTS = (LANGUAGES, HEALTH, CULTURE, WORK, SOCIETY, LITERACY)

ROOMS = (
    *(Room("Hauptschule", "1. Stock", f"Raum {number}") for number in range(21, 27)),
    *(Room("Hauptschule", "Erdgeschoss", f"Raum {number}") for number in range(11, 15)),
    *(Room("Alte Mühle", "Dachgeschoss", name) for name in ("Atelier", "Musikraum")),
    *(Room("Alte Mühle", "2. Stock", f"Seminarraum {letter}") for letter in "ABC"),
    Room("Haus der Begegnung", "Untergeschoss", "Gymnastikraum"),
    Room("Haus der Begegnung", "Erdgeschoss", "Lehrküche"),
    Room("Sankt-Josef-Schule", "", "Turnhalle"),
    Room("Rathaus", "3. Stock", "Großer Sitzungssaal"),
)
