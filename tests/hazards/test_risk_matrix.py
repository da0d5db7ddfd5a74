"""The matrix of risk is data: ours by default, another's by a setting, and never a broken one."""

import re

import pytest
from django.utils.translation import override

from hazards.checks import risk_matrix_is_whole
from hazards.risk import RiskLevel, risk_level, score_range
from hazards.risk_matrix import matrix
from hazards.scales import Likelihood, Severity, risk_words


@pytest.fixture
def with_matrix(settings, tmp_path):
    """`with_matrix(old, new)` puts our matrix in force with one piece of its text replaced."""
    ours = settings.RISK_MATRIX

    def put(old: str = "", new: str = "", text: str | None = None) -> None:
        source = ours.read_text(encoding="utf-8")
        changed = text if text is not None else source.replace(old, new, 1)
        assert changed != source
        settings.RISK_MATRIX = tmp_path / "matrix.toml"
        settings.RISK_MATRIX.write_text(changed, encoding="utf-8")
        matrix.cache_clear()

    yield put
    matrix.cache_clear()


def problems() -> list[str]:
    found = risk_matrix_is_whole(None)
    assert all(error.id == "hazards.E001" and "ANTOAN_RISK_MATRIX" in error.hint for error in found)
    return [error.msg for error in found]


def test_our_own_matrix_is_whole_and_names_its_sources():
    assert problems() == []
    assert all(re.search("IEC 31010", source) for source in matrix().sources.values())


@pytest.mark.parametrize(
    ("level", "scores"),
    [("low", (1, 4)), ("medium", (5, 9)), ("high", (10, 16)), ("very_high", (17, 25))],
)
def test_the_levels_cover_every_score(level, scores):
    assert score_range(level) == scores


def test_every_pair_has_the_level_of_its_product():
    for likelihood in range(1, 6):
        for severity in range(1, 6):
            low, high = score_range(risk_level(likelihood, severity))
            assert low <= likelihood * severity <= high


@pytest.mark.parametrize("pair", [(0, 3), (3, 6)])
def test_a_step_outside_1_to_5_has_no_level(pair):
    with pytest.raises(ValueError, match="from 1 to 5"):
        risk_level(*pair)


def test_words_follow_the_language_of_the_page():
    with override("vi"):
        assert (RiskLevel.VERY_HIGH.label, str(Severity.DEADLY.label)[:8]) == ("rất cao", "Đặc biệt")
        assert risk_words()["4 5"] == {"level": "very_high", "word": "rất cao"}
    with override("en"):
        assert str(RiskLevel.VERY_HIGH.label) == "very high"
        assert str(Likelihood.RARE.label).startswith("Hardly ever")


def test_a_city_may_bring_words_and_cut_offs_of_its_own(with_matrix):
    with_matrix('lowest_score = 17\nen = "very high"', 'lowest_score = 15\nen = "extreme"')
    assert problems() == []
    with override("en"):
        assert str(RiskLevel.VERY_HIGH.label) == "extreme"
    assert risk_level(3, 5) == RiskLevel.VERY_HIGH
    assert score_range("high") == (10, 14)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("lowest_score = 1\n", "lowest_score = 2\n", "without a gap"),
        ("lowest_score = 10\n", "lowest_score = 5\n", "without a gap"),
        ("lowest_score = 17\n", "lowest_score = 26\n", "without a gap"),
        ("lowest_score = 10\n", 'lowest_score = "ten"\n', "a whole number"),
        ("lowest_score = 10\n", "lowest_score = true\n", "a whole number"),
        ("[levels.high]", "[levels.middling]", "no level “middling”"),
        (
            '  { en = "Slight: a scratch or a fright", vi = "Rất nhẹ: xây xát hoặc hoảng sợ" },\n',
            "",
            "4 steps",
        ),
        ('vi = "trung bình"', 'vi = " "', "[levels.medium] needs words"),
        ("[severity]\nsource", "[severity]\norigin", "[severity] names no source"),
        ("[likelihood]", "[chance]", "[likelihood] has 0 steps"),
        ("[likelihood]", "[likelihood", "can't be read"),
    ],
)
def test_a_broken_matrix_is_told_with_its_cure(with_matrix, old, new, sentence):
    with_matrix(old, new)
    assert any(sentence in problem for problem in problems())


def test_a_matrix_that_is_not_there_is_told(settings, tmp_path):
    settings.RISK_MATRIX = tmp_path / "none.toml"
    assert "can't be read" in problems()[0]
