"""Pages of what comes in and what people take along."""

from exchange.views.own_data import my_data, my_data_file

__all__ = ["my_data", "my_data_file"]
