"""Coordinates as clerks paste them: one place near Đại Áng, in many notations."""

import pytest

from areas.coordinates import (
    CoordinateError,
    MetresError,
    OutsideVietnamError,
    SixtyError,
    parse_coordinates,
)

LON, LAT = 105.833611, 20.912222  # 105°50′01″ E, 20°54′44″ N


@pytest.mark.parametrize(
    "text",
    [
        "20.912222, 105.833611",
        "20.912222,105.833611",
        "20.912222 105.833611",
        "105.833611, 20.912222",
        "20,912222; 105,833611",
        "20,912222 105,833611",
        "20,912222,105,833611",
        "20,912222, 105,833611",
        "(20.912222, 105.833611)",
        "20.912222° N, 105.833611° E",
        "N20.912222 E105.833611",
        "lat: 20.912222, lon: 105.833611",
        "Vĩ độ 20,912222; kinh độ 105,833611",
        "X=20.912222 Y=105.833611 (WGS 84)",
        "  20.912222\t105.833611\n",
        "20°54'44\"N 105°50'01\"E",
        "20°54′44″N, 105°50′01″E",
        "20º54’44”N 105º50’01”E",
        "20°54'44''B 105°50'01''Đ",
        "N 20° 54' 44\" E 105° 50' 1\"",
        "20 54 44 N 105 50 01 E",
        "20 54 44, 105 50 01",
        "20-54-44 N 105-50-01 E",
        "20d54m44s N 105d50m01s E",
        "20 độ 54 phút 44 giây Bắc, 105 độ 50 phút 1 giây Đông",
        "20°54,7333'N 105°50,0167'E",
        "20°54.7333' 105°50.0167'",
        "105°50'01\"E 20°54'44\"N",
        "20°54'44\" 105.833611°",
        "20°54'44,0\"N; 105°50'01,0\"E",
    ],
)
def test_a_place_is_read_from_what_was_pasted(text):
    lon, lat = parse_coordinates(text)
    assert (lon, lat) == pytest.approx((LON, LAT), abs=2e-6)


@pytest.mark.parametrize("text", ["", "Ao cá", "20.9", "20.9 105.8 3", "20°54'44\"N", "1 2 3 4 5 6 7 8"])
def test_what_holds_no_two_coordinates_is_unreadable(text):
    with pytest.raises(CoordinateError) as refusal:
        parse_coordinates(text)
    assert refusal.value.code == "unreadable"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("48.8583, 2.2945", OutsideVietnamError),
        ("20.9 S 105.8 E", OutsideVietnamError),
        ("-20.9, 105.8", OutsideVietnamError),
        ("2312345.12 587654.3", MetresError),
        ("2.312.345 587.654", CoordinateError),
        ("20°61'00\" 105°50'01\"", SixtyError),
        ("20°54'75\" 105°50'01\"", SixtyError),
    ],
)
def test_a_place_that_cannot_be_is_refused_by_its_reason(text, error):
    with pytest.raises(error):
        parse_coordinates(text)
