"""Static files under names that carry a hash of the content, so browsers may keep them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    # Leaflet's and Geoman's style sheets name pictures that only their demos ship.
    manifest_strict = False
    # `import … from "./map.js"` inside our modules follows the hashed names too.
    support_js_module_import_aggregation = True
