"""Reading course by course needs no more memory for a large file than for a small one."""

import io
import tracemalloc

from kurslink.sources.kufer_xml import each_course
from kurslink.sources.text_encoding import TextEncoding
from tests.sources.kufer_files import kufer_course, kufer_file

UTF8 = TextEncoding("utf-8-sig", "")


def peak_while_reading(courses: int) -> int:
    """Bytes of Python memory held at most while so many courses go by."""
    text = kufer_file(*(kufer_course(knr=str(n)) for n in range(courses)))
    stream = io.BytesIO(text.encode())
    tracemalloc.start()
    assert sum(reading.course is not None for reading in each_course(stream, UTF8)) == courses
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_stays_flat() -> None:
    assert peak_while_reading(2000) < 1.5 * peak_while_reading(500)
