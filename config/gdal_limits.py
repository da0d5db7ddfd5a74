"""What GDAL must not do with a file that somebody hands us: follow it to another file or server.

It tells formats by content, so a "map.geojson" may be a signpost. GDAL reads this once, when it is
loaded: it must be imported before.
"""

import os

# Formats that only point elsewhere, run commands, or are services on a network.
SIGNPOSTS = (
    "OGR_VRT", "GDALG", "ADBC", "HTTP", "WFS", "CSW", "OAPIF", "OGCAPI", "Elasticsearch", "Carto", "AmigoCloud",
    "NGW", "PLSCENES", "EEDA", "GPSBabel", "PGDUMP",
)  # fmt: skip
os.environ.setdefault("OGR_SKIP", ",".join(SIGNPOSTS))
# Whatever else would fetch something finds no name that it may fetch.
os.environ.setdefault("CPL_VSIL_CURL_ALLOWED_FILENAME", "nothing")
