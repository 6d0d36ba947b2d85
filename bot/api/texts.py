"""Words that the way out itself adds."""

CUT = "… 외 {count}줄은 길어서 싣지 못했습니다."
"""The last line of a message that had more lines than Telegram takes."""
