"""Makes the helpers of this directory importable, and begins the slow attempts on hostile files while other tests run."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session", autouse=True)
def attempts(request):
    """The outcome of each hostile file that is asked for, as a future; one process each, as many as there are processors."""
    from hostile_files import FILES, attempt

    asked = {
        item.callspec.params.get("name")
        for item in request.session.items
        if "attempts" in getattr(item, "fixturenames", ()) and hasattr(item, "callspec")
    }
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield {name: pool.submit(attempt, name) for name in FILES if name in asked}
