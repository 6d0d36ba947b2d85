"""`python -m tests.promises` writes `docs/promises.md` anew from the counts that are kept."""

from tests.promises.page import PAGE, page

if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
