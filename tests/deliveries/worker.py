"""The process for long work, as a service runs it, with one more kind of file: a story that is told slowly.

    python -m tests.deliveries.worker FOLDER

The story goes on as long as there is no file `enough` in FOLDER.
"""

import sys
import time
from pathlib import Path

import django


def main(folder: Path) -> None:
    django.setup()  # before whatever needs it is imported
    from django.core.management import call_command

    from deliveries.makers import discover

    discover()
    register(folder)
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)


def register(folder: Path) -> None:
    """Both the process that asks and the one that makes have to know the kind."""
    from deliveries.makers import Made, maker

    @maker("slow_story", may=lambda user: True)
    def tell(progress, user) -> Made:
        page = 0
        while not (folder / "enough").exists():
            page += 1
            progress(page, 1000, "Đang kể")
            time.sleep(0.05)
        return Made("truyen.txt", "text/plain", "Hết chuyện".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
