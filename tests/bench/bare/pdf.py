"""typst by the shortest program, with the fonts of the house, since it has no Korean one."""

import json

import typst

from bot.documents.letters import FONTS
from bot.documents.outline import Paper
from tests.bench.bare.rows import rows


def render(of: Paper) -> bytes:
    """typst's own table from JSON, with the fonts of the house, since it has no Korean one."""
    source = (
        '#set text(font: "Quota Myeongjo")\n#for row in json(bytes(sys.inputs.data)) '
        '{ table(columns: row.len(), ..row.map(cell => cell.join("\\n"))) }'
    )
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
    told = json.dumps([[texts or [""] for texts in row] for row in rows(of)])
    made = typst.compile(source.encode(), font_paths=fonts, sys_inputs={"data": told})
    assert isinstance(made, bytes)  # one file, since no place was named
    return made
