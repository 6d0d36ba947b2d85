"""By which words a question names a kind of event, what is counted, and what is wanted. Pure.

The words of the kinds are those by which the loose reader knows them, and the short ones that are
said where nobody reports: 버스, 투어, 박람회.
"""

from collections.abc import Mapping

from storage.facts.question.asked import Shift, Topic, Want
from storage.facts.wording_event_signs import SIGNS
from storage.rules.terms import EventKind, Target, of_each

_ALSO: Mapping[EventKind, str] = of_each(
    EventKind,
    {
        EventKind.JOB_FAIR: "박람회|취업 ?한마당|일자리 ?한마당",
        EventKind.HIRING_EVENT: "기업 ?채용 ?행사|채용 ?행사|현장 ?면접 ?행사",
        EventKind.ONLINE_BRIEFING: "(?:온라인 ?)?(?:채용 ?)?설명회",
        EventKind.TENANT_HIRING: "입주 ?기업 ?(?:채용)? ?지원",
        EventKind.OUTREACH: "찾아가는 ?(?:채용|일자리)? ?(?:행사|박람회|상담)?",
        EventKind.JOB_BUS: "(?:일자리|취업|상담)? ?버스",
        EventKind.JOB_TOUR: "(?:잡|job) ?투어|투어|(?:기업 ?)?견학",
        EventKind.CONFERENCE: "컨퍼런스|콘퍼런스|콘서트|포럼|세미나",
        EventKind.PROGRAMME: "(?:교육|취업 ?지원|양성) ?과정|취업 ?교육|(?:교육 ?)?프로그램|과정",
        EventKind.THEME_LECTURE: "(?:일자리 ?)?테마 ?특강|특강",
        EventKind.MEETING: "간담회",
        EventKind.REGULATION: "",  # is no event in any sum
    },
)
_ONLY_SHORT = frozenset({EventKind.PROGRAMME, EventKind.HIRING_EVENT})
"""Kinds whose words in a report are too many to be meant in a question."""

KIND_WORDS: Mapping[EventKind, str] = {
    kind: f"(?:{_ALSO[kind]})" if kind in _ONLY_SHORT else f"(?:{SIGNS[kind].words}|{_ALSO[kind]})"
    for kind in (
        *(EventKind.OUTREACH, EventKind.TENANT_HIRING, EventKind.ONLINE_BRIEFING),
        *(EventKind.HIRING_EVENT, EventKind.JOB_BUS, EventKind.JOB_TOUR, EventKind.JOB_FAIR),
        *(EventKind.THEME_LECTURE, EventKind.CONFERENCE, EventKind.MEETING),
        EventKind.PROGRAMME,
    )
}
"""Those that hold words of others come first."""

TOPIC_WORDS: tuple[tuple[Topic, str], ...] = (
    (Topic.RESIDENTS, "(?:고양 ?)?시민 ?(?:우선 ?)?(?:채용|취업|고용)(?: ?인원)?"),
    (Topic.RESIDENTS, "(?:채용|취업|고용)(?:된|한)? ?(?:고양 ?)?시민"),
    (Topic.CONTACTS, "(?:협약 ?)?이행 ?(?:연락|점검)"),
    (Topic.FIRMS, "참여 ?(?:업체|기업|회사)(?: ?수)?|업체 ?수|기업 ?수|업체"),
    (
        Topic.PEOPLE,
        "(?:참여|참가) ?[·, ]? ?상담 ?(?:인원)?|만난 ?(?:사람|인원)|총 ?인원|인원(?: ?수)?",
    ),
    (
        Topic.HIRED,
        "채용(?: ?인원|자|된|됐|되)?|취업(?: ?인원|자|된|됐)?|고용(?: ?인원)?|뽑힌|뽑았|뽑",
    ),
    (Topic.INTERVIEWED, "면접(?: ?인원|자|을? ?본)?"),
    (Topic.CONSULTATIONS, "상담(?: ?인원|자|을? ?받은|받은|한)?"),
    (Topic.ENROLLED, "교육생|교육 ?인원|수강생|교육(?: ?받은)?"),
    (Topic.FINISHED, "수료(?: ?인원|생|자|한)?"),
    (
        Topic.VISITORS,
        "(?:방문|참석|참가|관람|시청|입장)(?: ?인원|자|객|한)?|참여(?: ?인원|자|한|했)?|다녀간|"
        "다녀갔|찾은|"
        "온 ?사람|온(?= ?\x00)|왔",
    ),
    (Topic.OPENINGS, "구인(?: ?인원)?|모집 ?인원"),
    (Topic.LARGE, "대규모 ?공사"),
    (Topic.AMOUNT, "(?:공사 ?)?계약 ?금?액|공사 ?금액|공사비"),
    (Topic.WORKS, "공사 ?계약|공사|계약"),
    (Topic.REQUESTS, "우선 ?구매(?: ?협조)?(?: ?요청)?"),
    (Topic.AGREEMENTS, "(?:업무 ?)?협약|mou|엠오유"),
    (Topic.RUNS, "운영 ?횟수|운행 ?횟수|횟수|운행|운영|출동"),
    (Topic.EVENTS, "행사|실적 ?건수|건수|실적"),
)
"""In the order in which they are looked for; the first that stands is what is counted."""

_HOLDERS = "부서|과|데|곳|사람|분"
WANT_WORDS: tuple[tuple[Want, str], ...] = (
    (Want.RATE, "(?:관내 ?)?하도급 ?(?:률|율|비율)"),
    (
        Want.ASLEEP,
        "(?:잠자는|자고 ?있는|장기 ?미?연락|연락 ?(?:없는|안 ?한|끊긴)) ?협약|장기 ?미연락",
    ),
    (
        Want.RESULTS,
        rf"(?:누가|어디(?:가|서)?|(?:어느|몇) ?(?:{_HOLDERS})(?:가|이|에서)?)?"
        rf" ?(?:아직 ?)?(?:추진 ?)?실적 ?(?:확인)?(?:을|를|이)? ?(?:아직 ?)?"
        rf"(?:안 ?(?:냈|낸|내|했|한|된)|미제출|미확인)[가-힣]{{0,3}} ?(?:{_HOLDERS})?",
    ),
    (
        Want.MISSING,
        rf"(?:누가|어디(?:가|서)?|어느 ?(?:{_HOLDERS})(?:가|이|에서)?|누구(?:가)?|몇"
        rf" ?(?:{_HOLDERS})(?:가|이)?)?"
        rf" ?(?:아직 ?)?(?:(?:계획서?|추진 ?계획) ?)?(?:을 ?|를 ?)?(?:안 ?(?:냈|낸|내|"
        rf"들어[왔온])|미제출)"
        rf"[가-힣]{{0,3}} ?(?:{_HOLDERS})?",
    ),
    (
        Want.LATE,
        rf"(?:기한 ?(?:지난|넘긴)|늦은|늦었|늦게 ?(?:낸|냈)|지각(?:한)?|"
        rf"밀린)[가-힣]{{0,2}} ?(?:{_HOLDERS})?",
    ),
    (Want.LATEST, "(?:마지막으로 ?)?언제(?:였|쯤|인)?|며칠(?:이|날)?였"),
    (Want.TREND, "추세|추이|흐름|그래프"),
    (Want.SHARE, "(?<=[용업])[률율]|비율|비중|몇 ?(?:퍼센트|프로|%)"),
    (Want.COMPARE, "비교|견주|대비"),
    (
        Want.PERSON,
        "(?:뭐|뭘|무엇을?|무슨 ?일(?:을)?) ?(?:했|하|한|적|기록)[가-힣]{0,4}|한 ?일|남긴 ?기록",
    ),
)
SHIFT_WORDS: tuple[tuple[Shift, str], ...] = (
    (
        Shift.YEAR,
        "(?:작년|지난 ?해|전년|1년 ?전) ?(?:의 ?)?(?:같은|동일|이맘) ?(?:반기|기간|시기|"
        "때|달|월|분기)?"
        "|(?:작년|전년|지난해)? ?동기|(?:작년|전년|지난 ?해) ?(?:대비|보다|과|와|이랑|랑|하고)",
    ),
    (Shift.HALF, "(?:지난|저번|직전|전) ?반기 ?(?:대비|보다|와|과|랑|하고)"),
)
PLAN_WORDS = "추진 ?계획서?|계획서?|고용 ?할당제 ?계획"
HANDED_IN = "냈|내었|낸|제출|들어왔|들어온|접수|회신|상신|확정|어디 ?까지|어떻게 ?됐|처리|진행"
TARGET_WORDS: Mapping[Target, str] = of_each(
    Target,
    {
        **{one: one.label for one in Target},
        Target.ALL: "\x01",
        Target.MIDDLE_AGED: "(?<!신)중장년|중년|장년",
        Target.NEW_MIDDLE_AGED: "신중년",
        Target.SENIORS: "노인|어르신|시니어|고령자",
        Target.WOMEN: "여성|경력 ?단절(?: ?여성)?",
        Target.VETERANS: "제대 ?군인",
        Target.MULTICULTURAL: "다문화",
    },
)
HOW_MANY = (
    "몇 ?(?:건|명|회|번|차례|곳|군데|개 ?업체|개 ?회사|개사|개 ?기업|개 ?부서|사람|분|개)"
    "|얼마나|얼마|몇이"
)
AHEAD = "예정된?|계획된|잡힌|앞으로|남은|예정이"
OWN = "우리 ?(?:부서|과|팀)|저희 ?(?:부서|과)|내 ?부서"
STATUS = "현황|상황"
SHOW = "보여|알려|뽑아 ?줘|말해|보고 ?싶|궁금|볼 ?수|(?:확인|정리)(?:해 ?줘|해 ?주)"
ASKING = r"\?|？"
_NOUNS = (
    "사람들?|분들|제일|가장|전체|총|모두|전부|다|합계|합|수|중|가운데|동안|대상|별|관련|지금|현재|아직|혹시|그럼|"
    "근데|그리고|기록|내역|목록|자료|통계|"
    "숫자|수치|개최|보고|결과|부서별|시|지원|추진|것|거|건지|좀|요|부서|곳|데|이야기|상태|"
    "단계|참여|여부"
)
_PARTICLES = (
    "은|는|이|가|을|를|의|에|에서|에는|에선|에서는|과|와|랑|이랑|하고|도|만|으로|로|까지|부터|"
    "별로|보다|대비|씩|님|들|이나|요|중에서?"
)
_STEMS = (
    "해|했|하|한|할|됐|되|된|될|돼|있|없|이|인|였|어떻게|어떻|어때|어떤|나오|나왔|나온|"
    "열린|열|열렸|받|받은|맺|맺은|체결하|체결한|체결했|체결|"
    "진행하|진행한|진행했|개최하|개최한|개최했|운영하|운영한|운영했|나가|나갔|나간|갔|간|"
    "봤|본|적|적은|늘|늘어나|늘어난|줄|줄어|많|적|높|낮|나아지|"
    "오르|올랐|떨어지|떨어졌|어디|누구|참여하|참여한|참여했|되어|하고|걸리|들|들어"
)
_TENSES = "었|았|였|을|는|ㄹ"
_GIVEN = (
    "줘요?|주세요|주십시오|주실래요|주시겠어요|주시겠습니까|줄래요?|달라고?|봐요?|보세요|보자|"
    "볼까요?"
)
_ENDINGS = (
    "니|나|나요|지|죠|지요|어|어요|아|아요|야|에요|예요|이에요|가|가요|까|까요|ㄴ가|"
    "ㄴ가요|는가|는지|는지요|던가|더라|던데|습니까|"
    "ㅂ니까|입니까|합니까|됩니까|인가요?|인지|나용|냐|네|네요|군요|음|는데|야돼|고|있어|"
    "있나|있나요|있지|있습니까|됐어|됐나|됐나요|요"
)
FILLING = (
    rf"(?:{_NOUNS})(?:{_PARTICLES})?(?:{_PARTICLES})?(?:야|예요|이야|인가요?|입니까|지|{_GIVEN})?"
    rf"|(?:{_STEMS})?(?:{_TENSES})?(?:{_GIVEN})?(?:{_ENDINGS})?"
    rf"|(?:{_PARTICLES})(?:{_PARTICLES})?(?:{_ENDINGS})?"
)
"""Words that may stand around what is asked and say nothing of it."""
