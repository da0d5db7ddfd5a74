"""How gunicorn serves AnToan: bin/run uses this, and so may a server's own service file

    gunicorn --config config/gunicorn.py --bind 127.0.0.1:8000 config.wsgi:application

The names are gunicorn's settings, explained in its documentation.
"""

import os

# One process for SpatiaLite, whose file has one writer anyway; PostGIS gains from a second.
on_postgis = os.environ.get("DATABASE_URL", "").startswith("postgis:")
workers = int(os.environ.get("WEB_CONCURRENCY") or (2 if on_postgis else 1))
worker_class = "gthread"
threads = 8
# The workers share the memory of what is loaded before they part.
preload_app = True
timeout = 120
graceful_timeout = 20
keepalive = 5
# Beyond this nobody looks at a request at all; before it, config/limits.py refuses in words.
limit_request_line = 8190
limit_request_field_size = 8190
loglevel = "warning"
control_socket_disable = True


def post_worker_init(worker) -> None:
    """Each worker looks whether the day's work is done; one of them does it."""
    if os.environ.get("ANTOAN_DAILY", "1") != "0":
        from config import daily

        daily.start()
