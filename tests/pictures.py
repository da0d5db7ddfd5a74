"""Picture files as phones, editors and pranksters make them; each is made anew, in memory."""

import struct
import zlib
from io import BytesIO

import numpy as np
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

DAI_ANG = (105.805, 20.905)  # lon, lat: in the village of the tests' cast
NOON = "2026:05:12 12:00:00"
# Made once: a profile carries the second in which it was made.
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def scene(seed: int = 1, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A picture with features: patches of colour that differ from seed to seed."""
    patches = np.random.default_rng(seed).integers(0, 255, (6, 8, 3), dtype=np.uint8)
    return Image.fromarray(patches).resize(size, Image.Resampling.BICUBIC)


def corners(size: tuple[int, int] = (640, 480)) -> Image.Image:
    """Black, with the upper left quarter red: tells which way it was turned."""
    image = Image.new("RGB", size, "black")
    image.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    return image


def exif(
    position: tuple[float, float] | None = DAI_ANG,
    taken: str | None = NOON,
    offset: str | None = None,
    orientation: int | None = None,
    **gps,
) -> Image.Exif:
    notes = Image.Exif()
    notes[ExifTags.Base.Make] = "Samsung"
    if orientation:
        notes[ExifTags.Base.Orientation] = orientation
    if taken:
        notes.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if offset:
        notes.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.OffsetTimeOriginal] = offset
    if position:
        lon, lat = position
        tags = {
            "GPSLatitudeRef": "S" if lat < 0 else "N",
            "GPSLatitude": sexagesimal(lat),
            "GPSLongitudeRef": "W" if lon < 0 else "E",
            "GPSLongitude": sexagesimal(lon),
        } | gps
        written = {ExifTags.GPS[name]: value for name, value in tags.items() if value is not None}
        notes.get_ifd(ExifTags.IFD.GPSInfo).update(written)
    return notes


def sexagesimal(degrees: float) -> tuple[float, float, float]:
    whole, rest = divmod(abs(degrees), 1)
    minutes, rest = divmod(rest * 60, 1)
    return whole, minutes, rest * 60


def encoded(image: Image.Image, kind: str = "JPEG", **options) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg(seed: int = 1, size: tuple[int, int] = (640, 480), **notes) -> bytes:
    """As a phone makes it: position, day, a comment, XMP, a colour profile."""
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>GPSLatitude secret-place</x:xmpmeta>"
    return encoded(
        scene(seed, size), exif=exif(**notes), comment=b"secret-comment", xmp=xmp, icc_profile=PROFILE, quality=90
    )  # fmt: skip


def heic(seed: int = 1, image: Image.Image | None = None, **notes) -> bytes:
    import foundation.pictures  # noqa: F401  (teaches Pillow the format)

    return encoded(image or scene(seed), "HEIF", exif=exif(**notes).tobytes(), quality=80)


def png(seed: int = 1) -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "secret-comment")
    notes.add_itxt("XML:com.adobe.xmp", "secret-place")
    return encoded(scene(seed), "PNG", exif=exif(), pnginfo=notes)


def webp(seed: int = 1) -> bytes:
    return encoded(scene(seed), "WEBP", exif=exif(), xmp=b"secret-place", quality=80)


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of 900 megapixels in 110 KB."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packer, packed = zlib.compressobj(9), []
    row = bytes(1 + width // 8)
    for _ in range(height):
        packed.append(packer.compress(row))
    packed.append(packer.flush())
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"".join(packed)) + chunk(b"IEND", b"")
    )


def many_scans(passes: int = 3_000) -> bytes:
    """A progressive JPEG in which one pass over the picture is written down thousands of times."""
    data = encoded(scene(), progressive=True)
    first = data.index(b"\xff\xda")
    second = data.index(b"\xff", first + 2)
    while data[second + 1] in (0, *range(0xD0, 0xD8)):
        second = data.index(b"\xff", second + 2)
    return data[:second] + data[first:second] * passes + data[second:]


def moving(kind: str) -> bytes:
    return encoded(scene(1), kind, save_all=True, append_images=[scene(2)])


PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
TEXT = "Ao cá ông Tư".encode()
