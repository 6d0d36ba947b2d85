"""What an officer hears when something is refused or fails: one sentence, never a traceback."""

from datetime import datetime
from html import escape
from typing import Any

import orjson
from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from handlers.chat.context import OfficeContext
from storage.models.office import Officer
from storage.models.traffic import Inbox
from storage.office import officers, posts, strangers
from storage.rules import people
from storage.rules.clock import kst_date
from storage.rules.errors import HandedIn, NoDepartment, Refusal
from storage.rules.permission import Action, may
from storage.rules.terms import Role
from storage.traffic import inbox, outbox, telling
from storage.traffic.messages import Button, Message, Row, TapAnswer, view

STRANGER = (
    "등록된 직원만 사용할 수 있는 봇입니다. 담당 부서에서 받으신 초대 링크를 눌러 들어와 주십시오."
)
WAITING = "등록 신청을 받았습니다. 관리자가 승인하면 이 대화로 알려 드립니다."
FORWARDED = "전달된 명령은 처리하지 않습니다. 명령을 직접 보내 주십시오."
PRIVATE_ONLY = "기록은 단체 대화방에 보내지 않습니다. 봇과의 1:1 대화에서 사용해 주십시오."
OPEN_PRIVATE = "1:1 대화 열기"
BAD_CODE = "오래된 단추입니다. 명령을 다시 보내 주십시오."
TAKE_BACK = "다시 작성"
CHOOSE_DEPARTMENT = "내 소속 고르기"
ASK_DEPARTMENT = "소속을 정해 달라고 알리기"
FAR_HALF = "{half}는 지금 다루는 반기가 아닙니다. 명령을 다시 보내 반기를 골라 주십시오."
SORRY = (
    "방금 하신 것을 처리하지 못해 저장하지 않았습니다. 관리자에게 알렸으니, 보내신 내용은 대화에"
    " 그대로 두시고 잠시 뒤 다시 보내거나 눌러 주십시오."
)
NOTICE = (
    "처리하지 못한 요청 1건을 따로 두었습니다.\n"
    "업데이트 번호 <code>{update_id}</code> · 오류 종류 <code>{kind}</code>\n"
    "서버 기록에서 원인을 확인해 주십시오."
)


class BadCode(Refusal):
    """A button whose code no screen of this release makes."""

    default = BAD_CODE


class NotYours(Refusal):
    """A button of somebody else's draft: it was forwarded or forged."""


async def tell(update: Update, context: OfficeContext, refusal: Refusal) -> None:
    """Says why nothing was done: over the tapped message as an alert, else as a message.

    An alert holds 200 characters; a longer sentence is sent as a message as well, and so is one
    that comes with a way out.
    """
    rows, said = way_out(refusal, context.work.officer), refusal.said(context.today)
    if update.callback_query is not None:
        await context.answer(update, said, alert=True)
        if len(said) <= 200 and not rows:
            return
    chat = update.effective_chat
    if chat is not None:
        await context.say(chat.id, escape(said), rows)


def way_out(refusal: Refusal, officer: Officer | None) -> list[Row]:
    """The button that does what a refusal asks for; most ask for nothing that a button does."""
    if isinstance(refusal, HandedIn):
        return [[Button(TAKE_BACK, view("plan", "reopen", refusal.plan, refusal.item))]]
    if not isinstance(refusal, NoDepartment) or officer is None:
        return []
    return place_rows(officer)


def place_rows(officer: Officer) -> list[Row]:
    """The way to a department: who deals with people chooses it, everybody else asks for it."""
    if may(officer.role, Action.MANAGE_PEOPLE):
        return [[Button(CHOOSE_DEPARTMENT, view("place", "list", 0), style="primary")]]
    return [[Button(ASK_DEPARTMENT, view("enrol", "wrong"), style="primary")]]


async def set_aside(session: AsyncSession, waiting: inbox.Waiting, now: datetime) -> None:
    """Tells the sender that an update failed for good, and the administrators which one.

    The notice names the update, the class of the error and its place in the code only: the words
    of the sender and of the error may hold personal data. One place is reported once a day.
    """
    await _end_spinner(session, waiting, now)
    sender = await officers.by_telegram(session, waiting.lane) if waiting.lane > 0 else None
    if sender is not None or (
        waiting.lane > 0 and await strangers.may_tell(session, waiting.lane, now)
    ):
        await outbox.put(session, waiting.lane, Message(SORRY), now=now)
    row = await session.get(Inbox, waiting.id, populate_existing=True)
    kind = row.error.partition(":")[0] if row else ""
    text = NOTICE.format(update_id=waiting.update_id, kind=escape(kind))
    occasion = f"fault:{kind}:{kst_date(now).isoformat()}"
    administrators = await posts.administrators(session)
    await telling.tell(session, administrators, Message(text), now, once=occasion)


async def _end_spinner(session: AsyncSession, waiting: inbox.Waiting, now: datetime) -> None:
    """The button that was tapped does not turn for ever."""
    try:
        tap = orjson.loads(waiting.raw).get("callback_query") or {}
    except (ValueError, AttributeError):
        return
    if isinstance(tap.get("id"), str) and waiting.lane > 0:
        await outbox.put(session, waiting.lane, TapAnswer(tap["id"]), now=now)


async def tell_administrators(
    context: OfficeContext, text: str, rows: Any = (), *, but: Officer | None = None
) -> None:
    """Sends the same words to every administrator, except to the one who did it."""
    await context.tell(await posts.administrators(context.session), text, rows, but=but)


async def tell_who_can_help(
    context: OfficeContext, text: str, rows: Any = (), *, but: Officer
) -> bool:
    """Sends the words to the administrators within reach, else to 총괄; False when to nobody."""
    for role in (Role.ADMIN, Role.OFFICE):
        everyone = await posts.with_role(context.session, [role])
        within = [one for one in everyone if people.reachable(one)]
        if await context.tell(within, text, rows, but=but):
            return True
    return False
