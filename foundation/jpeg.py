"""How often a progressive JPEG would have to be gone through."""

import re
from typing import BinaryIO, Final

MOST_SCANS: Final = 100  # cameras and editors make about ten
AFTER_DATA: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # the marker that ends a scan's data


def count_scans(file: BinaryIO) -> int:
    """Scans of the first picture in `file`, whose place is kept.

    A few bytes make a scan that costs a pass over every pixel; thousands of them would hold
    the decoder for minutes.
    """
    place = file.tell()
    file.seek(0)
    data, at, scans = file.read(), 2, 0
    file.seek(place)
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xD9:
            break
        if marker == 0xFF:
            at += 1
            continue
        at += 2 + length
        if marker == 0xDA:
            scans += 1
            end = AFTER_DATA.search(data, at)
            if not end:
                break
            at = end.start()
    return scans
