"""Why a backup was not made, or not restored: code and data, the words are the command's."""


class BackupError(Exception):
    """Nothing was changed. `key` is the reason, `data` fills its sentence."""

    def __init__(self, key: str, **data: object) -> None:
        super().__init__(key)
        self.key = key
        self.data = data
