"""Model fields that every room may use."""

from django.db import models

from foundation.vietnamese import fold


class FoldedField(models.CharField):
    """Copy of another field without diacritics and case, kept for searching.

    Filled when the row is saved, by `bulk_create` too. (`bulk_update` must name it.)
    """

    def __init__(self, *args, source: str = "name", **kwargs):
        self.source = source
        kwargs.setdefault("max_length", 255)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"source": self.source}

    def pre_save(self, model_instance, add):
        folded = fold(getattr(model_instance, self.source) or "")[: self.max_length]
        setattr(model_instance, self.attname, folded)
        return folded
