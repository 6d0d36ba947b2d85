"""Words of the reminders: their buttons and the rehearsal."""

SNOOZED = "{day} 09시에 다시 알려 드리겠습니다."
HANDOFF_HEAD = "<b>{department}</b> 추진계획을 누가 맡습니까?\n지금은 {name}입니다."
HANDOFF_NOBODY = "같은 부서에 등록된 다른 분이 없습니다. 총괄 담당에게 말씀해 주십시오."
HANDOFF_DONE = "{name} 님이 추진계획을 맡습니다."
HANDOFF_NOTICE = "{half} 추진계획 담당이 되셨습니다. 맡긴 분: {by}"
NOBODY_YET = "정해지지 않음"
REHEARSAL_HEAD = (
    "<b>예행 연습</b> {half}{mark}\n"
    "미리 보기이며 실제로 보내지 않습니다. 아무도 제출하지 않을 때의 알림입니다."
)
REHEARSAL_EMPTY = "보낼 알림이 없습니다."
REHEARSAL_DAY = "{day} {at} · {count}명"
REHEARSAL_OF_DAY = "<b>예행 연습</b> {day}{mark}"
REHEARSAL_WHOLE = "  {name}: {what}"
REHEARSAL_LINE = "· <b>{name}</b> {what}"
