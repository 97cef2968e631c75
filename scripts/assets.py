"""Copies what the pages need from node_modules to where Django serves it, with the licences."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "src/kurslink/web/static/vendor"
KERN = ROOT / "node_modules/@kern-ux/native"
HTMX = ROOT / "node_modules/htmx.org"
FONTS = KERN / "dist/fonts"

# The design system uses three weights upright; its package carries thirty-two fonts.
FACES = ("Regular", "Medium", "SemiBold")

COPIES = {
    "kern.min.css": KERN / "dist/kern.min.css",
    "htmx.min.js": HTMX / "dist/htmx.min.js",
    "licences/kern.md": KERN / "LICENSE.md",
    "licences/htmx.txt": HTMX / "LICENSE",
    "licences/fira-sans.txt": ROOT / "LICENSES/OFL-1.1.txt",
} | {
    f"fira-sans/FiraSans-{face}.woff2": FONTS / f"fira-sans/FiraSans-{face}.woff2" for face in FACES
}


def font_faces(css: str) -> str:
    """The rules of the package's style sheet for the fonts we copy."""
    rules = re.findall(r"@font-face \{.*?\}\n", css, flags=re.DOTALL)
    return "\n".join(
        rule for rule in rules if any(f"/FiraSans-{face}.woff2" in rule for face in FACES)
    )


def main() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    for name, source in COPIES.items():
        target = VENDOR / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    css = (FONTS / "fira-sans.css").read_text(encoding="utf-8")
    (VENDOR / "fonts.css").write_text(font_faces(css), encoding="utf-8")


if __name__ == "__main__":
    main()
