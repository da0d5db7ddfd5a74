"""What the room of people refuses, with a sentence for whoever asked."""


class NotDoneError(Exception):
    """A deed on people that our rules refuse; its text is a sentence for the page."""
