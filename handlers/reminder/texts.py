"""Words of the reminders: their buttons and the rehearsal."""

SNOOZED = "{day} {hour}에 다시 알려 드리겠습니다."
HOURS_HEAD = "<b>알림 시각</b>\n지금: {days} {hour}"
HOURS_MEAN = (
    "근무일마다 이 시각에 한 번, 그날의 알림을 모아 드립니다. "
    "취합 요청과 총괄의 독려는 따로 갑니다."
)
DAYS_MEAN = (
    "고르신 요일에만 드립니다. 그때까지 기다리면 기한을 넘기는 일은 그 전 근무일에 알려 드립니다."
)
EVERY_DAY, WEEKDAYS = "근무일마다", "월화수목금"
HOURS_USUAL = "처음대로 (근무일마다 09:30)"
CHOSEN = "✓ {one}"
ALONG = "<b>협조 요청</b>\n{name} 님({role})이 함께 살펴봐 주시기를 바랍니다.\n· {line}"
ALONG_DONE = "{name} 님께 전했습니다."
ALONG_TODAY = "오늘은 이미 함께 독려했습니다. 다음 근무일에 다시 하실 수 있습니다."
ALONG_OVER = "그사이 처리되어 남아 있지 않습니다."
ALONG_NOBODY = "봇으로 연락할 수 있는 분이 없습니다. 전화로 말씀해 주십시오."
ALONG_HOURS = "독려는 근무일 09:30~12:00, 13:00~18:00에 보내실 수 있습니다."
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
