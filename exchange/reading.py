"""Files into layers of features in EPSG:4326, each feature known by file, layer and row."""

import os
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyogrio
import shapely
from django.utils.translation import gettext as _
from geopandas import GeoDataFrame
from pyogrio.errors import DataSourceError

from exchange.errors import UnreadableFileError
from exchange.projecting import to_storage

SUFFIXES: Final = {
    ".geojson", ".json", ".gpkg", ".shp", ".zip", ".fgb", ".kml", ".gml", ".gdb", ".osm", ".pbf", ".tab", ".mif",
}  # fmt: skip
# An archive may unpack to so much: a commune's data in every format together is a tenth of it.
MOST_UNPACKED_MB: Final = 2_000
SHAPEFILE_PARTS: Final = (".shx", ".dbf")


@dataclass(frozen=True)
class Layer:
    """One layer of one file. The feature in position n is row n + 1.

    `closed` are the positions of features whose outline was open in the file and had to be
    closed to be read at all.
    """

    file: str
    features: GeoDataFrame
    name: str = ""
    closed: frozenset[int] = field(default_factory=frozenset)

    @property
    def origin(self) -> str:
        """File and, where there are several, layer: what a person needs to find a row again."""
        return f"{self.file} ({self.name})" if self.name else self.file


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files meant by `paths`; a folder stands for the files of a known format in it.

    A path that leads nowhere stays in the list: reading it says what is wrong.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir() and path.suffix.lower() != ".gdb":
            inside = sorted(file for file in path.iterdir() if file.suffix.lower() in SUFFIXES)
            found += inside or [path]
        else:
            found.append(path)
    return found


def read_layers(
    path: Path, *, layer: str | None = None, crs: str | None = None, encoding: str | None = None
) -> Iterator[Layer]:
    """The layers of a file that hold geometry, or the one named `layer`; UnreadableFileError otherwise.

    `crs` overrules what the file says of its coordinates.
    """
    check_openable(path)
    names = layer_names(path)
    if layer is not None and layer not in names:
        raise UnreadableFileError(
            _("The file has no layer “{layer}”. It has: {layers}.").format(
                layer=layer, layers=", ".join(names)
            )
        )
    for name in [layer] if layer else names:
        features, closed = read_features(path, name, encoding)
        yield Layer(
            file=path.name,
            features=to_storage(features, crs),
            name=name if len(names) > 1 else "",
            closed=closed,
        )


def check_openable(path: Path) -> None:
    if not path.exists():
        raise UnreadableFileError(_("There is no file or folder here."))
    if path.is_dir() and path.suffix.lower() != ".gdb":
        raise UnreadableFileError(_("The folder holds no file of a format that can be read."))
    if not os.access(path, os.R_OK):
        raise UnreadableFileError(_("The file may not be read: its permissions forbid it."))
    if path.suffix.lower() in (".zip", ".kmz"):
        check_archive(path)
    if path.suffix.lower() == ".shp":
        beside = {file.name.lower() for file in path.parent.iterdir()}
        missing = [part for part in SHAPEFILE_PARTS if f"{path.stem}{part}".lower() not in beside]
        if missing:
            raise UnreadableFileError(
                _(
                    "A Shapefile is several files, and {missing} is not beside this one. "
                    "Copy all files that are called {stem} together."
                ).format(missing=", ".join(f"{path.stem}{part}" for part in missing), stem=path.stem)
            )


def check_archive(path: Path) -> None:
    """GDAL unpacks while it reads, nothing to the disk; what it reads is held in memory."""
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked_mb = sum(part.file_size for part in archive.infolist()) // 2**20
    except zipfile.BadZipFile as error:
        raise unreadable(error) from error
    if unpacked_mb > MOST_UNPACKED_MB:
        raise UnreadableFileError(
            _("The archive would unpack to {size} MB; at most {most} MB are read.").format(
                size=unpacked_mb, most=MOST_UNPACKED_MB
            )
        )


def layer_names(path: Path) -> list[str]:
    """Names of the layers with geometry."""
    try:
        layers = pyogrio.list_layers(path)
    except DataSourceError as error:
        raise unreadable(error) from error
    names = [str(name) for name, geometry in layers if geometry is not None]
    if not names:
        raise UnreadableFileError(_("The file holds no places, only a table."))
    return names


def read_features(path: Path, layer: str, encoding: str | None) -> tuple[GeoDataFrame, frozenset[int]]:
    """Features as they stand in the file, and the positions of those whose outline was open."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Non closed ring")
        try:
            strict = pyogrio.read_dataframe(path, layer=layer, encoding=encoding, on_invalid="ignore")
            missing = shapely.is_missing(strict.geometry.array)
            if not missing.any():
                return strict, frozenset()
            kind = pyogrio.read_dataframe(path, layer=layer, encoding=encoding, on_invalid="fix")
        except (DataSourceError, LookupError, ValueError, RuntimeError) as error:
            raise unreadable(error) from error
    closed = missing & ~shapely.is_missing(kind.geometry.array)
    return kind, frozenset(closed.nonzero()[0].tolist())


def unreadable(error: Exception) -> UnreadableFileError:
    return UnreadableFileError(
        _("The file can't be read; it may be damaged or of another format. ({error})").format(
            error=str(error).split("; It might help")[0]
        )
    )
