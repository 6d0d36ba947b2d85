"""What a job in a process of its own is given, as JSON values; loads no library of papers."""

from collections.abc import Mapping, Sequence

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]
