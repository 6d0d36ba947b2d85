"""The start of the product as `bot/cli` does it: no collection and no `rich` in its imports."""

import gc
import runpy
import sys

if __name__ == "__main__":
    gc.disable()
    sys.modules["rich"] = None  # type: ignore[assignment]  # how Python is told: not to be had
    runpy.run_module("tests.bench.product", run_name="__main__", alter_sys=True)
