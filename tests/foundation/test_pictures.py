"""What comes out of a file that somebody sent, and which files are not taken."""

import threading
from datetime import date
from io import BytesIO

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from foundation import pictures
from foundation.pictures import (
    AnimatedPictureError,
    BusyError,
    DamagedPictureError,
    FileTooLargeError,
    NoPictureError,
    Picture,
    PictureError,
    TooManyPixelsError,
    clean,
)
from tests import pictures as made

MOST = 20 * 2**20
SECRETS = (b"Exif", b"GPS", b"Samsung", b"secret", b"ICC_PROFILE", b"adobe", b"Photoshop", b"http:", b"2026:")


def cleaned(data: bytes) -> Picture:
    return clean(BytesIO(data), most_bytes=MOST)


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


@pytest.mark.parametrize("make", [made.jpeg, made.heic, made.png, made.webp])
def test_a_phones_picture_keeps_nothing_of_what_the_camera_wrote(make):
    picture = cleaned(make())
    for stored in (picture.large, picture.small):
        assert [secret for secret in SECRETS if secret in stored] == []
        image = opened(stored)
        assert (image.format, image.mode, dict(image.getexif())) == ("JPEG", "RGB", {})
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("make", [made.jpeg, made.heic, made.png, made.webp])
def test_position_and_day_are_read_before_they_are_dropped(make):
    picture = cleaned(make())
    assert picture.position == pytest.approx(made.DAI_ANG, abs=1e-6)
    assert picture.taken_on == date(2026, 5, 12)


def test_a_large_picture_is_shrunk_and_a_small_one_left_as_it_is():
    picture = cleaned(made.jpeg(size=(4000, 3000)))
    assert (picture.width, picture.height) == opened(picture.large).size == (2048, 1536)
    assert opened(picture.small).size == (320, 240)
    tiny = cleaned(made.encoded(made.scene(size=(200, 100)), "PNG"))
    assert opened(tiny.large).size == opened(tiny.small).size == (200, 100)


# How a camera held that way would have written an upright scene.
ASKEW = {
    **pictures.UPRIGHT,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_upright(orientation):
    scene = made.corners()
    if orientation in ASKEW:
        scene = scene.transpose(ASKEW[orientation])
    image = opened(cleaned(made.encoded(scene, exif=made.exif(orientation=orientation))).large)
    assert image.size == (640, 480)
    assert image.getpixel((10, 10))[0] > 200
    assert image.getpixel((600, 400))[0] < 50


def test_a_heic_is_turned_once():
    sideways = made.corners().transpose(Image.Transpose.ROTATE_90)
    image = opened(cleaned(made.heic(image=sideways, orientation=6)).large)
    assert image.size == (640, 480)
    assert image.getpixel((10, 10))[0] > 200


def test_transparency_becomes_white():
    clear = made.encoded(Image.new("RGBA", (50, 50), (255, 0, 0, 0)), "PNG")
    assert opened(cleaned(clear).large).getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("CMYK", "JPEG"),
        ("L", "JPEG"),
        ("P", "PNG"),
        ("1", "PNG"),
        ("LA", "PNG"),
        ("RGBA", "WEBP"),
        ("I;16", "PNG"),
    ],
)
def test_every_way_of_writing_colours_becomes_rgb(mode, kind):
    grey = made.scene().convert("L")
    image = (
        grey.convert("I").point(lambda value: value * 257).convert("I;16")
        if mode == "I;16"
        else grey.convert(mode)
    )
    stored = opened(cleaned(made.encoded(image, kind)).large)
    assert stored.mode == "RGB"
    if mode != "1":
        assert stored.getpixel((30, 30))[0] == pytest.approx(grey.getpixel((30, 30)), abs=20)


def test_a_colour_profile_that_does_not_fit_is_left_aside():
    assert cleaned(made.encoded(made.scene(), icc_profile=b"no profile at all")).width == 640


def test_the_picture_inside_a_picture_of_several_is_the_first():
    several = made.encoded(made.scene(1), "MPO", save_all=True, append_images=[made.scene(2)])
    assert cleaned(several).perceptual_hash == cleaned(made.encoded(made.scene(1))).perceptual_hash


def test_the_same_scene_has_nearly_the_same_hash_whatever_the_format():
    one, other = cleaned(made.jpeg(1)).perceptual_hash, cleaned(made.webp(1)).perceptual_hash
    assert (one ^ other).bit_count() <= 3
    assert (one ^ cleaned(made.jpeg(2)).perceptual_hash).bit_count() > 10


@pytest.mark.parametrize(
    ("position", "gps", "expected"),
    [
        ((-58.381, -34.603), {}, (-58.381, -34.603)),
        (None, {}, None),
        ((0.0, 0.0), {}, None),
        ((105.8, 20.9), {"GPSLatitude": (120.0, 0.0, 0.0)}, None),
        ((105.8, 20.9), {"GPSLatitude": (20.0, 54.0)}, None),
        ((105.8, 20.9), {"GPSLatitudeRef": None}, None),
        ((105.8, 20.9), {"GPSLongitudeRef": "X"}, None),
        ((105.8, 20.9), {"GPSLongitude": None}, None),
    ],
)
def test_only_a_sane_position_is_offered(position, gps, expected):
    found = cleaned(made.jpeg(position=position, **gps)).position
    assert found == (pytest.approx(expected, abs=1e-6) if expected else None)


def test_a_position_divided_by_zero_is_none():
    data = made.jpeg()
    whole = b"\x00\x00\x00\x14\x00\x00\x00\x01"  # 20/1, the degrees of the latitude
    whole = whole if whole in data else b"\x14\x00\x00\x00\x01\x00\x00\x00"
    assert whole in data
    assert cleaned(data.replace(whole, whole[:4] + bytes(4))).position is None


@pytest.mark.parametrize(
    ("taken", "offset", "expected"),
    [
        ("2026:05:12 23:30:00", None, date(2026, 5, 12)),
        ("2026:05:12 23:30:00", "+00:00", date(2026, 5, 13)),
        ("2026:05:12 03:00:00", "+09:00", date(2026, 5, 12)),
        ("2026:05:12 01:00:00", "+09:00", date(2026, 5, 11)),
        ("2026:05:12 01:00:00", "+99:99", None),
        ("2100:01:01 00:00:00", None, None),
        ("1970:01:01 00:00:00", None, None),
        ("0000:00:00 00:00:00", None, None),
        ("12/05/2026", None, None),
        (None, None, None),
    ],
)
def test_the_day_is_counted_here_and_not_in_the_future(taken, offset, expected):
    assert cleaned(made.jpeg(taken=taken, offset=offset)).taken_on == expected


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (made.PDF, NoPictureError),
        (made.SVG, NoPictureError),
        (made.TEXT, NoPictureError),
        (b"", NoPictureError),
        (made.encoded(made.scene(), "GIF"), NoPictureError),
        (made.encoded(made.scene(), "TIFF"), NoPictureError),
        (made.encoded(made.scene(), "BMP"), NoPictureError),
        (made.jpeg()[:9000], DamagedPictureError),
        (made.png()[:9000], DamagedPictureError),
        (made.webp()[:3000], PictureError),
        (made.heic()[:3000], PictureError),
        (made.moving("PNG"), AnimatedPictureError),
        (made.moving("WEBP"), AnimatedPictureError),
        (made.bomb(), TooManyPixelsError),
        (made.bomb(7000, 7000), TooManyPixelsError),
        (made.many_scans(), DamagedPictureError),
        (made.jpeg() + bytes(MOST), FileTooLargeError),
    ],
    ids=[
        "pdf", "svg", "text", "empty", "gif", "tiff", "bmp", "half-jpeg", "half-png", "half-webp", "half-heic",
        "apng", "moving-webp", "bomb", "large-png", "scans", "bytes",
    ],
)  # fmt: skip
def test_a_file_that_is_not_taken_is_refused_with_a_sentence(data, error):
    with pytest.raises(error) as refusal:
        cleaned(data)
    assert str(refusal.value).endswith(".")


def test_half_a_picture_is_refused_whatever_another_library_allowed(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(DamagedPictureError):
        cleaned(made.jpeg()[: len(made.jpeg()) // 2])


def test_a_jpeg_with_a_page_behind_it_is_kept_as_pixels_alone():
    page = b"<script>alert(1)</script>"
    picture = cleaned(made.jpeg() + page + made.PDF)
    assert page not in picture.large + picture.small
    assert b"%PDF" not in picture.large + picture.small


def test_a_busy_machine_says_so_instead_of_running_out_of_memory(monkeypatch):
    monkeypatch.setattr(pictures, "WAIT_S", 0)
    with pictures.one_at_a_time, pytest.raises(BusyError):
        cleaned(made.jpeg())
    assert cleaned(made.jpeg()).width == 640


def test_pictures_that_arrive_together_are_cleaned_in_turn():
    found = []
    threads = [threading.Thread(target=lambda: found.append(cleaned(made.jpeg()).width)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [640] * 4


SEEDS = [made.jpeg(size=(64, 48)), made.encoded(made.scene(size=(40, 30)), "PNG"), made.encoded(made.scene(size=(40, 30)), "WEBP"),
         made.encoded(made.scene(size=(64, 64)), "HEIF")]  # fmt: skip


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_bytes_arrive_they_become_a_picture_or_a_sentence(data):
    seed = data.draw(st.sampled_from(SEEDS))
    changed = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 12))):
        changed[data.draw(st.integers(0, len(seed) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(changed)))
    try:
        picture = cleaned(bytes(changed[:cut]) if data.draw(st.booleans()) else bytes(changed))
    except PictureError as refusal:
        assert str(refusal)
    else:
        assert opened(picture.small).format == "JPEG"
        assert picture.position is None or -180 <= picture.position[0] <= 180


@given(st.binary(max_size=400))
@example(b"\xff\xd8\xff\xe0")
@example(b"\x89PNG\r\n\x1a\n")
@settings(max_examples=100, deadline=None)
def test_made_up_bytes_are_refused(data):
    with pytest.raises(PictureError):
        cleaned(data)
