"""A file that somebody hands us leads GDAL nowhere else: to no other file and to no server."""

import threading
import zipfile
from pathlib import Path
from socketserver import BaseRequestHandler, TCPServer

import pyogrio
import pytest

from config.gdal_limits import SIGNPOSTS
from exchange.errors import UnreadableFileError
from exchange.reading import read_layers

POINT = '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "Ao"}, "geometry": {"type": "Point", "coordinates": [105.8, 20.9]}}]}'
VRT = '<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'


@pytest.fixture
def visitors():
    """A server of ours, and what knocked at it: nothing must."""
    seen: list[bytes] = []

    class Door(BaseRequestHandler):
        def handle(self) -> None:
            seen.append(self.request.recv(1_000))

    with TCPServer(("127.0.0.1", 0), Door) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield seen, f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def read(path, text: str) -> list:
    path.write_text(text, encoding="utf-8")
    return [layer.features for layer in read_layers(path)]


def test_plain_file_is_read(tmp_path):
    (features,) = read(tmp_path / "ponds.geojson", POINT)
    assert list(features["name"]) == ["Ao"]


@pytest.mark.parametrize("name", ["ponds.geojson", "ponds.vrt", "ponds.kml"])
def test_signpost_to_a_server_is_no_map(tmp_path, visitors, name):
    seen, address = visitors
    with pytest.raises(UnreadableFileError):
        read(tmp_path / name, VRT.format(f"/vsicurl/{address}/x.geojson"))
    assert seen == []


def test_signpost_to_another_file_is_no_map(tmp_path):
    (tmp_path / "secret.geojson").write_text(POINT)
    with pytest.raises(UnreadableFileError):
        read(tmp_path / "ponds.geojson", VRT.format(tmp_path / "secret.geojson"))


def test_command_in_a_file_is_no_map(tmp_path):
    (tmp_path / "secret.geojson").write_text(POINT)
    pipeline = f'{{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read {tmp_path}/secret.geojson"}}'
    with pytest.raises(UnreadableFileError):
        read(tmp_path / "ponds.gdalg.json", pipeline)


def test_xml_asks_nobody_and_opens_no_file(tmp_path, visitors):
    seen, address = visitors
    (tmp_path / "secret").write_text("s3cret")
    gml = f"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "{address}/e"><!ENTITY y SYSTEM "{tmp_path}/secret">]>
<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://ogr.maptools.org/ {address}/s.xsd">
<gml:featureMember><ogr:a fid="1"><ogr:geometryProperty><gml:Point srsName="EPSG:4326"><gml:coordinates>105,21</gml:coordinates>
</gml:Point></ogr:geometryProperty><ogr:n>&x;&y;</ogr:n></ogr:a></gml:featureMember></ogr:FeatureCollection>"""
    try:
        told = str([features.to_dict() for features in read(tmp_path / "a.gml", gml)])
    except UnreadableFileError as refusal:
        told = str(refusal)
    assert "s3cret" not in told
    assert seen == []


@pytest.mark.parametrize(
    "path", ["/vsicurl/http://127.0.0.1/x.geojson", "http://127.0.0.1/x.geojson", "PG:dbname=antoan"]
)
def test_address_is_no_file(path):
    with pytest.raises(UnreadableFileError, match="Không có tệp"):
        list(read_layers(Path(path)))


def test_archive_that_unpacks_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("exchange.reading.MOST_UNPACKED_MB", 1)
    with zipfile.ZipFile(tmp_path / "ponds.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ponds.geojson", POINT + " " * 3 * 2**20)
    with pytest.raises(UnreadableFileError, match="MB"):
        list(read_layers(tmp_path / "ponds.zip"))


def test_no_signpost_is_among_the_formats():
    assert not set(SIGNPOSTS) & set(pyogrio.list_drivers())
