"""Characters that the text layer of a PDF names by another code than the one they are.

Fonts subset by browsers and some converters map 民, 门, 一 to the radicals that look the same (⺠ U+2EA0, ⻔ U+2ED4, ⼀ U+2F00). A person
sees the character, so that is what is read. One to one: positions do not move.
"""

from __future__ import annotations

import unicodedata

# Unicode decomposes the Kangxi radicals, but of the supplement only two; these are its forms that stand as whole characters.
_SUPPLEMENT = (
    "⺁厂⺄乙⺈刀⺊卜⺌小⺍小⺎兀⺐尢⺒巳⺓幺⺕彐⺖忄⺗心⺘扌⺙攵⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爪⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺰纟⺲罒⺶羊⺷羊⺸羊⺹耂⺻聿⺼肉⺽臼⺾艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝"
    "⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻱龜⻳龟"
)
_GLYPHS = {ord(a): b for a, b in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)}
_GLYPHS |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_GLYPHS[0x2F3E] = "户"  # Unicode decomposes it to 戶; fonts for simplified characters share the glyph of 户


def as_seen(text: str) -> str:
    """The text with each radical replaced by the character that it shows."""
    return text.translate(_GLYPHS)
