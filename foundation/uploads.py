"""What a browser may leave on our disk while it sends a form."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class BoundedUpload(FileUploadHandler):
    """Stands before the handlers that keep a file: what lies beyond the limit reaches none of them.

    One byte more gets through, so that whoever takes the file sees that it is too large.
    """

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.room = settings.PHOTO_MAX_BYTES + 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        kept = raw_data[: max(0, self.room - start)]
        return kept or None

    def file_complete(self, file_size: int) -> None:
        return None
