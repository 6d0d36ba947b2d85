"""The one grammar that reads facts loosely from Korean lines, beside the words. Pure.

It runs where the wording read in reverse (`Back`) is sure of nothing, and only proposes.
"""

from collections.abc import Sequence

from storage.facts.loose import Reading, Setting


def printed(heading: str, item: str, details: Sequence[str], setting: Setting) -> Reading:
    """What an item below its heading, with the lines below it, proposes. Never raises.

    The places in the answer count the heading as line 0, the item as 1, the details from 2.
    """
    del setting
    return Reading((heading, item, *details))
