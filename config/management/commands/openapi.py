"""Writes out the document of all addresses: `manage.py openapi > openapi.json`."""

import json

from django.core.management.base import BaseCommand

from config.openapi.document import document


class Command(BaseCommand):
    help = "Writes the OpenAPI document of the product, as JSON."

    def handle(self, *args, **options) -> None:
        self.stdout.write(json.dumps(document(), indent=2, ensure_ascii=False))
