"""Mapping files: what they may say, and what is said when they say something else."""

import pytest

from exchange.destinations import COMMUNES, FEATURES, GROUND, HAZARDS, VILLAGES
from exchange.errors import MappingError
from exchange.mapping_files import READY_MADE, load_mapping
from hazards.models import HazardSite
from tests.exchange.conftest import counts, refusals
from tests.shapes import square

POND = {"ma_so": "7", "ten": "Ao cá", "loai": "Ao nuôi cá", "sau": "2,5", "geometry": square(1, 1, 1)}
OWN = """
source = "khao sat 2026"
key = ["ma_so"]

[fields]
name = "ten"
depth_m = ["do_sau", "sau"]

[defaults]
likelihood = 2

[constants]
severity = 4

[[rules]]
when = { loai = "~^ao" }
kind = "pond"
"""


@pytest.fixture
def mapping(tmp_path):
    def make(text):
        path = tmp_path / "own.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.mark.django_db
def test_a_mapping_of_ones_own_works_like_the_ready_made_ones(run, write, mapping, commune):
    command = ["load_features", "hazards", write("ks.geojson", [POND]), "--map", mapping(OWN)]
    assert counts(run(*command)) == (1, 0, 0)
    site = HazardSite.objects.get(source="khao sat 2026", source_ref="7")
    assert (site.name, site.kind.code, float(site.depth_m)) == ("Ao cá", "pond", 2.5)
    assert (site.likelihood, site.severity) == (2, 4)
    assert counts(run(*command)) == (0, 0, 1)


@pytest.mark.django_db
def test_rows_that_no_rule_fits_are_passed_over_and_counted(run, write, mapping, commune):
    path = write("ks.geojson", [POND, POND | {"ma_so": "8", "loai": "Nhà"}])
    said = run("load_features", "hazards", path, "--map", mapping(OWN))
    assert (said["created"], said["passed_over"]) == (1, 1)


@pytest.mark.django_db
def test_a_value_set_on_the_command_line_stands_above_all(run, write, mapping, commune):
    run("load_features", "hazards", write("k.geojson", [POND]), "--map", mapping(OWN), "--set", "severity=1")
    assert HazardSite.objects.get().severity == 1


@pytest.mark.django_db
def test_a_column_that_the_file_lacks_is_named_with_those_it_has(run, write, mapping, commune):
    path = write("ks.geojson", [POND])
    said = run("load_features", "hazards", path, "--map", mapping(OWN.replace('"ten"', '"ten_ao"')))
    [(row, _name, reason)] = refusals(said)
    assert row is None
    assert reason == (
        "The file has no column “ten_ao”, which the mapping reads. It has: ma_so, ten, loai, sau."
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("[fields]", "[fields]\ndeepness = 'x'"), "[fields]: “deepness” is not known. Known: access, bank"),
        (("kind = ", "kid = "), "Rule 1: “kid” is not known."),
        (('kind = "pond"', 'kind = "volcano"'), "gives the kind “volcano”, which is not known"),
        (("[constants]", "[constant]"), "At the top: “constant” is not known."),
        (("~^ao", "~(ao"), "is not a regular expression"),
        (('when = { loai = "~^ao" }', ""), "Rule 1 needs a “when”"),
        (('"~^ao"', "3"), "must be a text or a list of texts"),
        (('key = ["ma_so"]', 'key = "ma_so"'), "“key” is of the wrong type."),
        (('source = "khao', 'unnamed = "{what}"\nsource = "khao'), "“unnamed” may hold {kind} and {place}"),
        (('kind = "pond"', 'kind = ["pond"]'), "“kind” must be a single value."),
        (("[fields]", "[fields"), "is not valid TOML"),
    ],
)
def test_a_mistake_in_a_mapping_is_named_and_nothing_is_imported(
    run, write, mapping, commune, change, reason
):
    path = write("ks.geojson", [POND])
    said = run("load_features", "hazards", path, "--map", mapping(OWN.replace(*change)))
    assert reason in said["error"]
    assert not HazardSite.objects.exists()


def test_an_unknown_mapping_is_refused_with_the_ready_made_ones(english):
    with pytest.raises(MappingError, match=r"no mapping “osn” for hazards\. Ready-made: osm, plain"):
        load_mapping("osn", "hazards", HAZARDS.names)


@pytest.mark.parametrize(
    "path", sorted(READY_MADE.glob("*/*.toml")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_every_ready_made_mapping_is_sound(path):
    destination = {"areas": COMMUNES, "villages": VILLAGES, **FEATURES, **GROUND}[path.stem]
    fields = load_mapping(path.parent.name, path.stem, destination.names).fields
    assert bool(fields) == bool(destination.fields)
