"""The office's usual words as likely answers."""

from collections.abc import Sequence

from handlers.chat.context import OfficeContext
from handlers.forms.fields import Chip, Field, Text
from handlers.forms.named import Company, Texts
from storage.records import companies
from storage.settings import usual_words

MOST = 8


async def chips(context: OfficeContext, field: Field) -> Sequence[Chip]:
    """One chip a word, known by its short form too."""
    if not isinstance(field, Text | Texts | Company):
        return []
    found = []
    for one in (await usual_words.of_field(context.session, field.name))[:MOST]:
        many = isinstance(field, Texts) or (isinstance(field, Company) and field.many)
        answer = field.from_fact([one.text] if many else one.text)
        if isinstance(field, Company):
            entries = answer if field.many else [answer]
            number = await companies.resolve(context.session, one.text)
            linked = [entry | {"company": number} for entry in entries]
            answer = linked if field.many else linked[0]
        found.append(Chip(one.text, answer, short=one.short))
    return found
