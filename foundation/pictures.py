"""A file that somebody sent → a picture that may be kept: upright, small, without what the camera wrote.

Nothing is kept as it came. The file is decoded once, by its content and not by its name, and
both stored versions are encoded anew from the pixels alone: no EXIF, XMP, IPTC, colour profile
or comment gets through. Position and day are read before, for the person to take or leave.

Memory: one picture is decoded at a time in a process. Pillow needs 4 bytes for each pixel, so
`MOST_PIXELS` costs 160 MB, and once more while transparency is laid on white. JPEG decodes at
an eighth to full size as needed (`draft`), which is why it alone may be larger.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from threading import Lock
from typing import BinaryIO, Final

import imagehash
import pillow_heif
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from foundation.exif import Position, day_of, position_of
from foundation.jpeg import MOST_SCANS, count_scans

FORMATS: Final = ("JPEG", "PNG", "WEBP", "HEIF")  # JPEG's opener finds the MPO of phones too
ANIMATED: Final = ("PNG", "WEBP")  # the others hold further views of the same moment
LARGE_PX: Final = 2048
SMALL_PX: Final = 320
QUALITY: Final = 85
MOST_PIXELS: Final = 40_000_000
MOST_PIXELS_OF_JPEG: Final = 250_000_000  # phones make 200 megapixels; decoded at a fraction
MOST_PIXELS_OF_WEBP: Final = 20_000_000  # its decoder holds the picture four times over
WAIT_S: Final = 60
ORIENTATION: Final = 0x0112
UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

Image.init()
pillow_heif.register_heif_opener()
pillow_heif.options.DECODE_THREADS = 1
# Pillow's own alarm goes by the size before `draft`; ours follow below.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS_OF_JPEG
one_at_a_time = Lock()


class PictureError(ValueError):
    """A file that is not taken; `str()` of it is the sentence for the person who sent it."""

    status: int = 400
    sentence = _("This file cannot be used.")

    def __str__(self) -> str:
        return str(self.sentence)


class NoPictureError(PictureError):
    sentence = _("This is not a picture we can read. Please send JPEG, PNG, WebP or HEIC.")


class DamagedPictureError(PictureError):
    sentence = _("This picture is damaged or incomplete. Please take it again or send another.")


class AnimatedPictureError(PictureError):
    sentence = _("This picture moves. Please send a still one.")


class TooManyPixelsError(PictureError):
    status = 413
    sentence = _("This picture has too many pixels. Please make it smaller, then send it again.")


class FileTooLargeError(PictureError):
    status = 413

    def __init__(self, most_bytes: int):
        super().__init__(most_bytes)
        self.most_bytes = most_bytes

    def __str__(self) -> str:
        sentence = _("This file is larger than %(most)s MB. Please send a smaller one.")
        return str(sentence) % {"most": self.most_bytes // 2**20}


class BusyError(PictureError):
    status = 503
    sentence = _("Many pictures are arriving just now. Please send this one again.")


@dataclass(frozen=True)
class Picture:
    """Two JPEGs, and what was read of the file besides."""

    large: bytes
    small: bytes
    width: int
    height: int
    perceptual_hash: int  # 64 bits
    position: Position | None
    taken_on: date | None


def clean(file: BinaryIO, *, most_bytes: int) -> Picture:
    """`file` as a picture that may be kept; PictureError says why not. The file stays open."""
    file.seek(0, 2)
    if file.tell() > most_bytes:
        raise FileTooLargeError(most_bytes)
    file.seek(0)
    if not one_at_a_time.acquire(timeout=WAIT_S):
        raise BusyError
    try:
        with damage_told():
            return read(file)
    finally:
        one_at_a_time.release()


@contextmanager
def damage_told() -> Iterator[None]:
    """The decoders raise whatever comes to them on bytes made up or cut off."""
    try:
        yield
    except PictureError:
        raise
    except UnidentifiedImageError:
        raise NoPictureError from None
    except Image.DecompressionBombError:
        raise TooManyPixelsError from None
    except Exception as error:
        raise DamagedPictureError from error


def read(file: BinaryIO) -> Picture:
    # WeasyPrint switches this on for the whole process, once the first sheet is printed: half a
    # picture would then be taken for a whole one.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with Image.open(file, formats=FORMATS) as image:
        prepare(image, file)
        image.load()
        exif = image.getexif()
        # pillow-heif turns by the container's own orientation and leaves EXIF's aside.
        turn = None if image.format == "HEIF" else UPRIGHT.get(exif.get(ORIENTATION, 1))
        position, taken_on = quietly(position_of, exif), quietly(day_of, exif)
        large = plain(image, LARGE_PX)
    if turn is not None:
        large = large.transpose(turn)
    small = ImageOps.contain(large, (SMALL_PX, SMALL_PX)) if max(large.size) > SMALL_PX else large
    return Picture(
        large=encoded(large),
        small=encoded(small),
        width=large.width,
        height=large.height,
        perceptual_hash=int(str(imagehash.phash(large)), 16),
        position=position,
        taken_on=taken_on,
    )


def prepare(image: Image.Image, file: BinaryIO) -> None:
    """Refuse by the header alone what moves or would not fit; have JPEG decoded small."""
    if image.format in ANIMATED and getattr(image, "is_animated", False):
        raise AnimatedPictureError
    # A progressive JPEG is held whole, however small it is drawn.
    is_progressive = bool(image.info.get("progressive"))
    if image.format in ("JPEG", "MPO") and not is_progressive:
        hold_to(MOST_PIXELS_OF_JPEG, image)
        image.draft(None, fitting(image.size, LARGE_PX))
    hold_to(MOST_PIXELS_OF_WEBP if image.format == "WEBP" else MOST_PIXELS, image)
    if is_progressive and count_scans(file) > MOST_SCANS:
        raise DamagedPictureError


def hold_to(most: int, image: Image.Image) -> None:
    if image.width * image.height > most:
        raise TooManyPixelsError


def quietly(question, exif: Image.Exif):
    """Position and day are a courtesy: where the camera's notes cannot be read, there are none."""
    try:
        return question(exif)
    except Exception:
        return None


def fitting(size: tuple[int, int], most: int) -> tuple[int, int]:
    """`size` shrunk to `most` pixels at its longer side; never enlarged."""
    share = min(1, most / max(size))
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def plain(image: Image.Image, most: int) -> Image.Image:
    """At most `most` pixels long, opaque RGB in the colours of sRGB, with nothing attached."""
    profile = image.info.get("icc_profile")
    if "transparency" in image.info or image.mode in ("P", "PA", "La", "RGBa", "1"):
        image = image.convert("RGBA")
    elif image.mode.startswith("I;16"):
        image = image.convert("I")
    if max(image.size) > most:
        image = image.resize(fitting(image.size, most), Image.Resampling.LANCZOS)
    if image.mode in ("RGBA", "LA"):
        image = on_white(image)
    elif image.mode == "I":
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    image = in_srgb(image, profile)
    image.info.clear()
    return image


def on_white(image: Image.Image) -> Image.Image:
    image = image.convert("RGBA")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """By its colour profile where that fits the picture, else as it stands."""
    if profile and image.mode in ("RGB", "L", "CMYK"):
        try:
            theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
            made = ImageCms.profileToProfile(image, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            made = None
        if made is not None:
            return made
    return image.convert("RGB")


def encoded(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
