"""The start of the product as `bot/cli.py` does it: no collection while it imports."""

import gc
import runpy

if __name__ == "__main__":
    gc.disable()
    runpy.run_module("tests.bench.product", run_name="__main__", alter_sys=True)
