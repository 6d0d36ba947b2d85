"""`python -m tests.promises` writes the pages of the promises and of the faults anew."""

from tests.promises import faults, page

if __name__ == "__main__":
    page.PAGE.write_text(page.page(), "utf-8")
    faults.PAGE.write_text(faults.page(), "utf-8")
