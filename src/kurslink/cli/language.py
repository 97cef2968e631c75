"""Knows the languages in which the command line speaks to people."""

from enum import StrEnum


class Language(StrEnum):
    """German is the office's language; codes, keys and options are English in both."""

    GERMAN = "de"
    ENGLISH = "en"
