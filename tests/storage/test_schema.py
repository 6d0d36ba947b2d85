"""The quick question whether a database has this release's shape agrees with Alembic's answer."""

from sqlalchemy import make_url

from storage import migrate, schema


async def test_a_new_database_has_no_version(empty_url: str) -> None:
    assert await schema.stored(empty_url) is None


async def test_an_upgraded_database_is_at_the_version_this_code_knows(empty_url: str) -> None:
    migrate.upgrade(empty_url)
    assert await schema.stored(empty_url) == schema.known() == migrate.head()


async def test_a_server_that_answers_is_told_from_one_that_is_away(url: str) -> None:
    assert schema.answers(url)
    if url.startswith("postgresql"):
        refused = make_url(url).set(username="nobody", password="wrong", database="none")
        assert schema.answers(refused.render_as_string(hide_password=False))
        host = refused.update_query_dict({"host": "/no/such/folder"})
        assert not schema.answers(host.render_as_string(hide_password=False))
