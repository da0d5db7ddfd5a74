"""What is wrong with the register's settings, said at start-up with the cure."""

from pathlib import Path

from django.conf import settings
from django.core.checks import Error, register

from hazards.risk_matrix import MatrixError, read_matrix


@register()
def risk_matrix_is_whole(app_configs, **kwargs) -> list[Error]:
    try:
        read_matrix(Path(settings.RISK_MATRIX))
    except MatrixError as error:
        hint = (
            f"Correct {settings.RISK_MATRIX}, or leave ANTOAN_RISK_MATRIX unset for our own"
            " (hazards/risk_matrix.toml, which shows the form)."
        )
        return [Error(problem, hint=hint, id="hazards.E001") for problem in error.problems]
    return []
