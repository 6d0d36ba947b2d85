"""Heads that left the office, held against the chain as it is; and the file that keeps them. Pure.

A restore makes the trail shorter and is no crime: its own line says which end it left, and the
file of heads says the same. A head that such a restore went back behind proves nothing any more;
every other one has to stand in the chain.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from storage.safekeeping.heads import RESTORED, Head, Heads, Note
from storage.tracing.breach import Breach, Sort
from storage.tracing.chain import Line, Read, moment


@dataclass(frozen=True)
class Went:
    """A restore as the trail tells it: its line, and the end of the trail that it left."""

    seq: int
    hash: str
    left: Head

    def covers(self, head: Head) -> bool:
        """Whether the head stood behind what was put back, and no farther than its end."""
        whole = head.seq == self.left.seq
        return self.seq <= head.seq <= self.left.seq and (
            not whole or self.left.hash.startswith(head.hash)
        )


def restores(lines: Iterable[Line]) -> list[Went]:
    """The restores of which the trail says what they left."""
    found = []
    for row in lines:
        told = row.after.get("left") if isinstance(row.after, dict) else None
        if isinstance(told, dict) and moment(row) is not None:
            left = Head(int(told["seq"]), str(told["hash"]), row.at)
            found.append(Went(row.seq, row.hash, left))
    return found


def with_noted(read: Read, notes: Iterable[Note], went: Sequence[Went]) -> list[Went]:
    """Besides the restores of the trail those that a later one took out of it again: the file
    knows them, and each has to lead to a line that stands or that such a restore left."""
    found = list(went)
    for one in reversed([one for one in notes if one.what == RESTORED and one.left is not None]):
        stands = read.hashes.get(one.head.seq) == one.head.hash
        if one.left is not None and (stands or any(each.covers(one.head) for each in found)):
            found.append(Went(one.head.seq, one.head.hash, one.left))
    return found


def missed(read: Read, heads: Sequence[Head], went: Sequence[Went]) -> Iterator[Breach]:
    """The first head that is not in the chain: it was cut before it, or written anew up to it."""
    stand = [one.seq for one in heads if read.hashes.get(one.seq, "").startswith(one.hash)]
    for head in sorted(heads, key=lambda one: one.seq):
        found = read.hashes.get(head.seq, "").startswith(head.hash)
        if found or any(one.covers(head) and _after(one, head) for one in went):
            continue
        sure = max((seq for seq in stand if seq < head.seq), default=0)
        if head.seq > read.seq:
            yield Breach(Sort.CUT, read.seq + 1, head.seq, detail=head.hash)
        else:
            yield Breach(Sort.REWRITTEN, sure + 1, head.seq, detail=head.hash)
        return


def _after(one: Went, head: Head) -> bool:
    """Whether the restore came after the head was noted, where that is known."""
    return head.at is None or one.left.at is None or head.at <= one.left.at


def unknown(read: Read, sought: Sequence[Head], went: Sequence[Went]) -> Iterator[Breach]:
    """Hashes of which nobody knows the number, that no line has."""
    for head in sought:
        left = any(one.left.hash.startswith(head.hash) for one in went)
        if head.hash not in read.found and not left:
            yield Breach(Sort.REWRITTEN, 1, read.seq, detail=head.hash)


def of_file(file: Heads, copy: Heads | None, went: Sequence[Went]) -> Iterator[Breach]:
    """What is wrong with the file itself: by its seals, by a copy, by a restore it lacks."""
    if file.broken is not None:
        yield Breach(Sort.HEADS_CHANGED, file.broken, file.broken)
    if copy is not None and copy.broken is not None:
        yield Breach(Sort.HEADS_CHANGED, copy.broken, copy.broken, detail="copy")
    if copy is not None and file.lines[: len(copy.lines)] != copy.lines:
        short = len(file.lines) < len(copy.lines)
        pairs = enumerate(zip(file.lines, copy.lines, strict=False), 1)
        at = next((n for n, (one, other) in pairs if one != other), len(file.lines) + 1)
        yield Breach(Sort.HEADS_CUT if short else Sort.HEADS_CHANGED, at, len(copy.lines))
    said = {(one.head.seq, one.head.hash) for one in file.notes if one.what == RESTORED}
    for each in went:
        if (each.seq, each.hash) not in said:
            yield Breach(Sort.UNSAID_RESTORE, each.seq, each.seq)
