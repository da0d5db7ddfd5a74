"""What can't be done with a report; the message is for the person."""


class ReportRefused(Exception):  # noqa: N818  (reads as what it is)
    """`field` of the form that it is about, "" for none."""

    def __init__(self, sentence: str, field: str = ""):
        super().__init__(sentence)
        self.sentence, self.field = sentence, field
