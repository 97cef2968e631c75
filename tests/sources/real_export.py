"""Where a real export may lie beside the project. It is measured and never copied."""

from pathlib import Path

REAL_EXPORT = (
    Path(__file__).parents[3] / "shared/data/course-files/REAL_kufer-internet-xml_95-courses.xml"
)
