"""What can stop an import, or one file of it; every message is a sentence for the person."""


class ImportingError(Exception):
    """Base of the family."""


class UnreadableFileError(ImportingError):
    """A file, or a layer of it, can't be read; the other files of the run can."""


class MappingError(ImportingError):
    """A mapping doesn't say what it should; nothing was imported."""
