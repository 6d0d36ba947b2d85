"""What axe finds on an open page that keeps people out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from selenium.webdriver import Chrome

_AXE = Path(__file__).parent / "axe" / "axe.min.js"
_RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {
  rules: { "label-content-name-mismatch": { enabled: true }, "target-size": { enabled: true } },
  resultTypes: ["violations"],
}).then((found) => done(found.violations
  .filter((one) => ["serious", "critical"].includes(one.impact))
  .flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`))));
"""


@cache
def _axe() -> str:
    return _AXE.read_text(encoding="utf-8")


def barriers(driver: Chrome) -> list[str]:
    """Each serious or critical finding of axe on the page as it stands, its experimental rule
    about names that differ from what is seen included; empty is what a page should be."""
    driver.execute_script(_axe())
    found: list[str] = driver.execute_async_script(_RUN)
    return found
