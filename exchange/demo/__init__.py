"""The demo commune: fixtures/demo.json brought into the database, with people to try it as.

docs/demo.md tells what it holds.
"""

from exchange.demo.loading import DemoRefusedError, load_demo
from exchange.demo.people import DemoLogin

__all__ = ["DemoLogin", "DemoRefusedError", "load_demo"]
