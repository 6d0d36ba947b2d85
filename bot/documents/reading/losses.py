"""What of a document's body was left behind, or read in another way, counted by kind."""

from collections.abc import Mapping

SENTENCES = {
    "nested": "표 안의 표 {count}개는 읽지 않았습니다.",
    "box": "글상자·도형 안의 글 {count}곳은 읽지 않았습니다.",
    "bullet": "자동 글머리표로 쓴 문단 {count}개는 그 표시와 들여 쓴 깊이로 단계를 읽었습니다.",
    "vanish": "숨긴 글 {count}곳은 읽지 않았습니다.",
    "sym": "기호 글꼴로 넣은 기호 {count}개는 읽지 못했습니다.",
    "note": "각주·미주 {count}개는 읽지 않았습니다.",
    "page": "머리말·꼬리말 {count}개는 읽지 않았습니다.",
    "memo": "숨은 설명·메모 {count}개는 읽지 않았습니다.",
    "small": "덧말 {count}곳은 본말만 읽었습니다.",
    "lost": "겹친 글자 {count}곳은 읽지 못했습니다.",
    "tracked": "변경 내용 추적이 남아 있습니다. 지운 것으로 표시된 글은 뺐습니다.",
}


def told(left: Mapping[str, int]) -> list[str]:
    """A sentence for each kind that was met, in the order of SENTENCES."""
    return [words.format(count=left[kind]) for kind, words in SENTENCES.items() if left.get(kind)]
