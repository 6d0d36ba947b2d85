"""House-keeping: old traffic is forgotten, drafts nobody returns to are ended with one notice."""

from datetime import timedelta

from scheduler import texts
from storage.database import Database
from storage.queries.traffic import drafts, inbox, outbox, uploads
from storage.rules.clock import Clock

INBOX_DAYS = 7  # Telegram repeats an update for one day at most
OUTBOX_DAYS = 90
WARN_AFTER_DAYS = 27
EXPIRE_AFTER_DAYS = 30
UPLOAD_DAYS = 30


async def forget_traffic(db: Database, clock: Clock) -> None:
    """Drops old rows of inbox, outbox and uploads, and with them what people sent."""
    now = clock()
    async with db.begin() as session:
        await inbox.forget(session, now - timedelta(days=INBOX_DAYS))
        await outbox.forget(session, now - timedelta(days=OUTBOX_DAYS))
        await uploads.forget(session, now - timedelta(days=UPLOAD_DAYS))


async def settle_drafts(db: Database, clock: Clock) -> None:
    """Tells once before a draft ends, then ends it; nothing of it is kept but its row."""
    now = clock()
    async with db.begin() as session:
        stale = now - timedelta(days=WARN_AFTER_DAYS)
        for draft in await drafts.untouched(session, stale):
            if draft.changed_at <= now - timedelta(days=EXPIRE_AFTER_DAYS):
                await drafts.expire(session, draft.id, now)
                continue
            await outbox.put(
                session,
                draft.chat_id,
                "message",
                {"text": texts.DRAFT_ENDS_SOON, "parse_mode": "HTML"},
                now=now,
                dedupe_key=f"draft-ends:{draft.id}:{draft.revision}",
            )
