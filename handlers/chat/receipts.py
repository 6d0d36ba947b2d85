"""Receipts: an act that matters leaves a line with its time, which stays in the chat."""

from html import escape

from handlers.chat import texts
from handlers.chat.context import OfficeContext
from storage.rules.clock import kst


def receipt(context: OfficeContext, act: str, then: str = "", of: str = "") -> str:
    """`✔ 12. 6. 09:39 제출 · 총괄 검토 대기`, and below what it was done to; `then` is HTML."""
    line = stamped(context, texts.RECEIPT_ACT.format(act=escape(act)))
    line += f" · {then}" if then else ""
    return f"{line}\n{escape(of)}" if of else line


def stamped(context: OfficeContext, text: str) -> str:
    """`✔ 12. 6. 09:39` before HTML that says what was done."""
    at = kst(context.now)
    return texts.RECEIPT.format(at=f"{at.month}. {at.day}. {at:%H:%M}", text=text)
