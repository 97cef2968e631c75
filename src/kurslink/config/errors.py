"""What keeps an installation from starting before anything else is tried.

SettingsRefused   a setting says what cannot be meant: `problems`
"""

from collections.abc import Mapping


class SettingsRefused(Exception):
    """`problems` says of each variable why it cannot be used; values never appear: some are secret.

    The text is for operators, one line per variable.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        lines = [f"{variable}: {reason}" for variable, reason in problems.items()]
        super().__init__("\n".join(lines))
        self.problems = problems
