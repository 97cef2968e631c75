"""Pages load nothing from elsewhere: what they need lies in the project, with its licences."""

import re
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[2] / "src/kurslink/web/static/vendor"


def test_the_style_sheets_find_what_they_load() -> None:
    sheets = [VENDOR / "kern.min.css", VENDOR / "fonts.css"]
    addresses = [
        (sheet, address)
        for sheet in sheets
        for address in re.findall(r'url\("?([^")]+)"?\)', sheet.read_text(encoding="utf-8"))
        if not address.startswith("data:")
    ]
    assert [address for sheet, address in addresses if not (VENDOR / address).is_file()] == []
    assert len(addresses) == 3


def test_each_foreign_work_carries_its_licence() -> None:
    licences = {path.name: path.read_text(encoding="utf-8") for path in VENDOR.glob("licences/*")}
    assert {name: text.splitlines()[0] for name, text in sorted(licences.items())} == {
        "fira-sans.txt": "Digitized data copyright (c) 2012-2015, The Mozilla Foundation and "
        "Telefonica S.A.",
        "htmx.txt": "Zero-Clause BSD",
        "kern.md": "# EUROPÄISCHE UNION PUBLIC LICENCE v. 1.2",
    }
