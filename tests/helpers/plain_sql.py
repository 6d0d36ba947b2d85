"""A database asked by plain SQL, whatever its tables are."""

from typing import Any

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from storage import letter_pairs


def look(url: str, statement: str) -> list[Any]:
    """What the statement finds; its transaction is over then. "tables" names ours."""
    address = make_url(url)
    driver = "postgresql+psycopg" if address.get_backend_name() == "postgresql" else "sqlite"
    engine = create_engine(address.set(drivername=driver), poolclass=NullPool)
    with engine.begin() as connection:
        if statement == "tables":
            names = inspect(connection).get_table_names()
            return sorted(name for name in names if not letter_pairs.own(name))
        found = connection.execute(text(statement))
        return list(found) if found.returns_rows else []
