"""What stands in a map that left the app."""

import json
import re


def data_of(page: str) -> dict:
    found = re.search(r'<script type="application/json" id="given">(.*?)</script>', page, re.DOTALL)
    return json.loads(found[1])


def rows_of(page: str) -> list[list]:
    return data_of(page)["layers"]["sites"]["rows"]


def names_of(page: str) -> set[str]:
    return {row[0] for row in rows_of(page)}
