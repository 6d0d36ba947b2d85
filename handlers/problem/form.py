"""A line of 문제점 및 개선대책."""

from handlers.forms.dated import Half
from handlers.forms.fields import Choice, Text
from handlers.forms.form import Form
from storage.facts.wording_style import not_report_style
from storage.rules.terms import ProblemKind, RecordKind

PROBLEM = Form(
    kind=RecordKind.PROBLEM,
    version=1,
    title="문제점 및 개선대책",
    again=("kind", "half"),
    fields=(
        Choice(
            name="kind",
            label="구분",
            ask="문제점입니까, 개선대책입니까?",
            options=[(kind, kind.label) for kind in ProblemKind],
        ),
        Text(
            name="text",
            label="내용",
            ask="한 줄로 적어 주십시오.",
            hint="참여기업 발굴 및 협약체결 기관과의 지속적 협력관계 유지",
            most=300,
            warn=not_report_style,
        ),
        Half(
            name="half",
            label="반기",
            ask="어느 반기의 보고서에 싣습니까?",
            hint="2021 하반기",
        ),
    ),
)
