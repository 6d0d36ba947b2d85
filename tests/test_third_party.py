"""What others wrote is named with its terms, as the installed packages tell them."""

import re

from tests import third_party
from tests.test_docs import README

FAMILIES = re.compile(r"Apache|BSD|CMU|ISC|LGPL|MIT|MPL|PSF")
LENT = re.compile(r"LGPL")
"""To be imported as they are, and to be named to whoever gets the product."""


def test_the_page_says_what_the_packages_say() -> None:
    made = "python -m tests.third_party makes it anew"
    assert third_party.PAGE.read_text("utf-8") == third_party.page(), made


def test_each_package_has_terms_under_which_an_office_may_be_given_it() -> None:
    told = {name: third_party.terms(name) for name, _ in third_party.pins()}
    assert {name: words for name, words in told.items() if not FAMILIES.search(words)} == {}
    assert [name for name, words in told.items() if re.search(r"(?<!L)GPL|SSPL|BUSL", words)] == []


def test_the_readme_names_whoever_asks_to_be_named() -> None:
    readme = README.read_text("utf-8").split("\n---\n")
    asking = [name for name, _ in third_party.pins() if LENT.search(third_party.terms(name))]
    lent = [name.removesuffix("-binary") for name in asking]
    assert [name for name in lent for page in readme if name not in page] == []
