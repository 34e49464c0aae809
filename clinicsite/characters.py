"""Characters that nobody can see, and those that a font must have to show the others."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
# These turn the direction of writing, so that a line reads as something that it is not.
_TURNING = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NOTHING = r"\u180e\u200b\u2060-\u2065\u206a-\u206f\ufff9-\ufffb"
# These join or part letters and pictures, in running text for good reasons.
_JOINING = (
    r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u200c\u200d"
    r"\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
)
_TAGS = "\U000e0000-\U000e0fff"

UNSEEN = re.compile(f"[{_CONTROL}{_TURNING}{_NOTHING}]")
"""What no text of the site may hold: it breaks lines, turns them round or hides in them."""
HIDDEN = re.compile(f"[{_CONTROL}{_TURNING}{_NOTHING}{_JOINING}{_TAGS}]")
"""What no address, name or key may hold: two that look the same would not be the same."""
_JOINED_PICTURE = re.compile(
    "[#*0-9\u00a9\u00ae\u203c\u2049\u2100-\u3300\U0001f000-\U0001faff]"
    "[\ufe0e\ufe0f\U000e0020-\U000e007f]*(?:\u200d(?=[\u2190-\u3300\U0001f000-\U0001faff]))?"
)


def is_plain(text: str) -> bool:
    """Whether the text is visible ASCII signs, spaces and line feeds alone: nothing hides in it."""
    return text.isascii() and text.replace("\n", "").isprintable()


def hidden_in(words: str) -> re.Match[str] | None:
    """The first hidden character in words of a reader; the parts of a picture are none."""
    if words.isascii():
        return UNSEEN.search(words)
    return HIDDEN.search(_JOINED_PICTURE.sub(lambda found: "x" * len(found[0]), words))


def drawn(words: str) -> frozenset[str]:
    """The characters beyond ASCII that a font must have to show the words.

    Letters typed in two parts count as the one letter that browsers make of them.
    """
    visible = HIDDEN.sub("", unicodedata.normalize("NFC", words))
    return frozenset(one for one in visible if not (one.isascii() or one.isspace()))


def code(character: str) -> str:
    """The name of a character that cannot be shown: `U+202E`."""
    return f"U+{ord(character):04X}"


def printable(text: str) -> str:
    """The text as it can be printed on one line, a sign in the place of each such character."""
    return UNSEEN.sub("\ufffd", text.replace("\n", " "))
