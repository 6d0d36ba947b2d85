"""The quick question whether a database has this release's shape agrees with Alembic's answer."""

from storage import migrate, schema


async def test_a_new_database_has_no_version(empty_url: str) -> None:
    assert await schema.stored(empty_url) is None


async def test_an_upgraded_database_is_at_the_version_this_code_knows(empty_url: str) -> None:
    migrate.upgrade(empty_url)
    assert await schema.stored(empty_url) == schema.known() == migrate.head()
