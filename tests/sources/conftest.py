"""What needs a file beside the project is collected only where that file is."""

from tests.sources.real_export import REAL_EXPORT

collect_ignore = [] if REAL_EXPORT.exists() else ["test_kufer_real_export.py"]
