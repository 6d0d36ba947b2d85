"""How long what is kept about people is kept: for what forgets it, and for what says so."""

from datetime import timedelta

INBOX = timedelta(days=7)  # Telegram repeats an update for one day at most
OUTBOX = timedelta(days=90)
ASKED = timedelta(days=30)  # questions and acts that waited for an answer; each ends long before
MEANT = timedelta(minutes=30)  # words that wait for a button
DRAFT_TOLD = timedelta(days=27)  # untouched for so long, its person is told that it will end
DRAFT = timedelta(days=30)
UPLOAD = timedelta(days=30)
TAKEN_OFF = timedelta(days=30)  # evidence that was taken off its record
UNPLACED = timedelta(hours=24)  # evidence for which nobody named a record
STRANGER = timedelta(days=30)  # since they last wrote
INVITED = timedelta(days=30)  # the name in an invite, since its link ended
ACCOUNT = timedelta(days=90)  # of whoever was removed, since the last line about them
NIGHTS = 14  # days for which the backup of each night is kept, unless the office says otherwise
