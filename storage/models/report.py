"""The half-year report: its blocks, what the office decided about lines, and its versions."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, UniqueConstraint

from storage.models.base import CodedHalf, Row, UtcTime, coded, partial
from storage.rules.half_year import HalfYear
from storage.rules.terms import BlockKind, LateState, RecordKind, ReturnState, VersionStage


class ReportChoice(Row, table=True):
    """What the office chose of how its report is made, by the name of the choice."""

    __tablename__ = "report_choice"

    name: str = Field(primary_key=True)
    value: str
    version: int = 1


class ReportBlock(Row, table=True):
    """A block of the progress table: the records of some halves under one row label.

    Neighbours with an equal label are one row of the table. The label is text, never computed:
    in the report we know "(2018. ~ 2020.)" and "(2018. ~ 2021.6.)" overlap.
    """

    __tablename__ = "report_block"

    id: int = Field(default=None, primary_key=True)
    kind: BlockKind = Field(sa_type=coded(BlockKind))
    label: str  # as printed in the first column
    note: str = ""  # 비고
    # It prints the records of these halves.
    first_half: HalfYear = Field(index=True, sa_type=CodedHalf)
    last_half: HalfYear = Field(sa_type=CodedHalf)
    position: int  # in the table, from the top
    # Keys of lines as the office arranged them; a line not named keeps its composed place.
    arranged: list[str] = Field(default_factory=list, sa_type=JSON)
    # The lines of a closed half, word for word: dicts of ReportLine; null while it is composed.
    frozen: list[dict[str, Any]] | None = Field(default=None, sa_type=JSON)
    removed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    version: int = 1


class ReportEdit(Row, table=True):
    """What the office decided about one line of a block; it outlives every new composition.

    `key` is the key of a composed line, or "added:<number>" of a line that has no record.
    `basis` is the composed text that was reworded: when it changes, the facts have changed.
    With a level, a record's key is that of a line of a paper: the record stands in these words,
    alone or, where only a host is named, behind the line of another record too.
    """

    __tablename__ = "report_edit"

    id: int = Field(default=None, primary_key=True)
    block_id: int = Field(foreign_key="report_block.id", index=True)
    key: str
    text: str | None = None  # other words for the line
    basis: str = ""
    level: int | None = None  # of an added line, and of one in the words of a paper
    hidden: bool = False  # not printed, nor what stands under it
    mark: str | None = None  # printed on the line before it, with this mark between: "/" or ", "
    # Key of the line that it was joined to; printed on no other. Empty in rows of before 0006.
    host: str = ""
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=UtcTime)

    __table_args__ = (UniqueConstraint("block_id", "key"),)


class ReportForm(Row, table=True):
    """The office's own HWPX form, kept whole; the newest that was not taken back is in use."""

    __tablename__ = "report_form"

    id: int = Field(default=None, primary_key=True)
    file_name: str
    body: bytes  # the file
    sha256: str  # of the file
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=UtcTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcTime)


class ReportVersion(Row, table=True):
    """The whole report as it stood: it never changes again."""

    __tablename__ = "report_version"

    id: int = Field(default=None, primary_key=True)
    half: HalfYear = Field(index=True, sa_type=CodedHalf)  # whose results it reports
    number: int  # counts up within its half
    stage: VersionStage = Field(sa_type=coded(VersionStage))
    provisional: bool = False  # 하반기: 잠정 until the figures are final
    # The shape of storage/report/report_shapes.py: every file is made of it, equal each time.
    report: dict[str, Any] = Field(sa_type=JSON)
    sha256: str  # of that JSON
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=UtcTime)

    __table_args__ = (UniqueConstraint("half", "number"),)


class ClaimAcceptance(Row, table=True):
    """A mismatch that the office lets stand, and why; another figure is another mismatch."""

    __tablename__ = "claim_acceptance"

    id: int = Field(default=None, primary_key=True)
    half: HalfYear = Field(sa_type=CodedHalf)
    claim: str  # key of the mismatch, its figures in it
    reason: str
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=UtcTime)

    __table_args__ = (UniqueConstraint("half", "claim"),)


class ClaimQuestion(Row, table=True):
    """A mismatch of which the one officer was asked who can answer for a record of it."""

    __tablename__ = "claim_question"

    id: int = Field(default=None, primary_key=True)
    half: HalfYear = Field(index=True, sa_type=CodedHalf)
    claim: str  # key of the mismatch
    text: str  # and its words, as they were asked
    record_kind: RecordKind = Field(sa_type=coded(RecordKind))
    record_id: int
    department_id: int = Field(foreign_key="department.id")  # of the record
    said: str  # the record's sentence when it was asked
    after: str = ""  # its sentence now, where a change of it was the answer
    answer: str = ""  # what was answered in words
    asked_of: int = Field(foreign_key="officer.id", index=True)
    asked_by: int = Field(foreign_key="officer.id")
    asked_at: datetime = Field(sa_type=UtcTime)  # the last time
    answered_by: int | None = Field(default=None, foreign_key="officer.id")
    answered_at: datetime | None = Field(default=None, sa_type=UtcTime)
    state: ReturnState = Field(default=ReturnState.OPEN, sa_type=coded(ReturnState))

    __table_args__ = (
        partial(
            "uq_claim_question_open",
            "claim",
            "record_kind",
            "record_id",
            where="state = 'open'",
            unique=True,
        ),
    )


class LateResult(Row, table=True):
    """A record that was entered, changed, moved or removed after its half's report was closed.

    One row as long as no further paper has told of it, however often it is changed.
    """

    __tablename__ = "late_result"

    id: int = Field(default=None, primary_key=True)
    half: HalfYear = Field(index=True, sa_type=CodedHalf)  # the closed half
    record_kind: RecordKind = Field(sa_type=coded(RecordKind))
    record_id: int
    before: dict[str, Any] = Field(sa_type=JSON)  # facts as the paper knows them; {} when none
    even: bool = False  # the record is as the paper knows it again
    state: LateState = Field(sa_type=coded(LateState))
    # In whose report it was told.
    reported_half: HalfYear | None = Field(default=None, sa_type=CodedHalf)
    decided_by: int | None = Field(default=None, foreign_key="officer.id")
    created_at: datetime = Field(sa_type=UtcTime)

    __table_args__ = (
        partial(
            "uq_late_result_waiting",
            "half",
            "record_kind",
            "record_id",
            where="state IN ('open', 'next')",
            unique=True,
        ),
    )
