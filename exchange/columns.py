"""Columns of a layer, those that GDAL packs into `other_tags` of an OpenStreetMap file included."""

import re
from typing import Final

import pandas as pd
from geopandas import GeoDataFrame

PACKED: Final = "other_tags"
OSM_TYPES: Final = {"n": "node", "w": "way", "r": "relation"}


def has_column(features: GeoDataFrame, name: str) -> bool:
    return name in features.columns or PACKED in features.columns


def silent_column(features: GeoDataFrame) -> pd.Series:
    return pd.Series([None] * len(features), index=features.index, dtype=object)


def text_column(features: GeoDataFrame, name: str) -> pd.Series:
    """What each feature says in column `name`, as text; missing where it says nothing."""
    stated = silent_column(features)
    if name in features.columns:
        stated = features[name].map(as_text).astype(object)
    if PACKED in features.columns and name != PACKED:
        stated = stated.where(stated.notna(), packed_tag(features[PACKED], name))
    return stated.where(stated.notna(), None)


def packed_tag(packed: pd.Series, name: str) -> pd.Series:
    """One tag out of `"water"=>"pond","name:en"=>"Fish \\"pond\\""`."""
    pattern = rf'(?:^|,)"{re.escape(name)}"=>"((?:[^"\\]|\\.)*)"'
    found = packed.astype(object).str.extract(pattern, expand=False)
    return found.str.replace(r"\\(.)", r"\1", regex=True)


def as_text(value: object) -> str | None:
    """`value` as a person would write it: whole numbers without a point, blanks as None."""
    if value is None or value != value:  # NaN and NaT are not themselves
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, pd.Timestamp):
        value = value.date()
    return str(value).strip() or None


def first_stated(features: GeoDataFrame, names: tuple[str, ...]) -> pd.Series:
    """For each feature what the first of the columns says that says anything."""
    stated = silent_column(features)
    for name in names:
        if has_column(features, name):
            stated = stated.where(stated.notna(), text_column(features, name))
    return stated


def osm_keys(features: GeoDataFrame) -> pd.Series:
    """`node/1`, `way/2` or `relation/3`, whichever way the file tells it.

    Overpass writes `@id` (or `id`) so; HOT writes `osm_type` beside `osm_id`; GDAL puts a
    way that it made a polygon in `osm_way_id`, and leaves the rest to the layer.
    """
    whole = first_stated(features, ("@id", "id"))
    whole = whole.where(whole.str.fullmatch(r"(?:node|way|relation)/\d+", na=False).astype(bool), None)
    way = text_column(features, "osm_way_id").map("way/{}".format, na_action="ignore")
    number = text_column(features, "osm_id")
    kind = text_column(features, "osm_type").str[:1].str.lower().map(OSM_TYPES)
    kind = kind.where(kind.notna(), features.geometry.geom_type.map({"Point": "node", "LineString": "way"}))
    numbered = (kind.fillna("relation") + "/" + number).where(number.notna(), None)
    keys = whole.where(whole.notna(), way)
    return keys.where(keys.notna(), numbered)
