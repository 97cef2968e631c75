"""What a meeting is set to, by Zoom's names of the settings; pure, for commands without models."""

from collections.abc import Mapping

Settings = Mapping[str, bool | int]
