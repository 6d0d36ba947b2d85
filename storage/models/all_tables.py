"""Every table module in one import: what migrations and tests need to know all of them."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from storage.models import (
    asking,
    audit,
    company,
    contract,
    event,
    evidence,
    figure,
    incentive,
    money,
    mou,
    office,
    plan,
    pledge,
    report,
    report_import,
    round,
    safekeeping,
    setting,
    traffic,
    transfer,
    upload,
    watch,
)

MODULES = (
    asking,
    audit,
    company,
    contract,
    event,
    evidence,
    figure,
    incentive,
    money,
    mou,
    office,
    plan,
    pledge,
    report,
    report_import,
    round,
    safekeeping,
    setting,
    traffic,
    transfer,
    upload,
    watch,
)
"""Naming them keeps the imports; a module that is not here has no table in the database."""

METADATA: MetaData = SQLModel.metadata
