"""The kinds of value that a key may hold, each with its own words for what is wrong.

Every value arrives as the text that was typed. `wrong` is how a field says no: a sentence that
goes on from the key ("`published` is not a day …"), and where possible the value to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

from msgspec import NODEFAULT, Struct, structs

from clinicsite.languages import Language

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema, PydanticCustomError

# What a disk and a browser's address bar can hold.
_MAX_NAME = 200
_MAX_ADDRESS = 1000


def wrong(message: str, *, instead: str = "", hint: str = "") -> PydanticCustomError:
    """A complaint about one value. `instead` is the value to write, `hint` any other advice."""
    from pydantic_core import PydanticCustomError

    context = {"message": message, "instead": instead, "hint": hint}
    return PydanticCustomError("clinic", "{message}", context)


class Strict(Struct, frozen=True):
    """What is validated: a value that knows all its keys.

    Most builds take such values from the memo: pydantic is loaded when there is a new text to
    validate, and not before.
    """

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """How pydantic learns of it (its docs: custom types)."""
        from pydantic_core import core_schema

        fields = []
        for field in structs.fields(cls):
            schema = handler.generate_schema(field.type)
            if field.default is not NODEFAULT:
                schema = core_schema.with_default_schema(schema, default=field.default)
            elif field.default_factory is not NODEFAULT:
                factory = field.default_factory
                schema = core_schema.with_default_schema(schema, default_factory=factory)
            fields.append(core_schema.dataclass_field(field.name, schema, kw_only=True))
        return core_schema.no_info_wrap_validator_function(
            lambda given, keys: given if isinstance(given, cls) else cls(**keys(given)[0]),
            core_schema.dataclass_args_schema(cls.__name__, fields),
        )


class Typed(Struct, frozen=True):
    """Beside a type: how what was typed becomes a value of it."""

    convert: Callable[[object], object]
    """Gives what the type's own validation then looks at. Raises `wrong(…)`."""

    def __repr__(self) -> str:
        """The same in every process, unlike a function's own: types are parts of memo keys."""
        return f"Typed({self.convert.__name__})"

    def __get_pydantic_core_schema__(self, kind: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """How pydantic learns of it (its docs: custom types)."""
        from pydantic_core.core_schema import no_info_before_validator_function

        return no_info_before_validator_function(self.convert, handler(kind))


def _text(value: object) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        raise wrong("takes one text, and no keys of its own")
    raise wrong("takes one text, not a list", hint="If it is one text, put it in double quotes.")


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    answers = {"yes": True, "true": True, "no": False, "false": False}
    answer = answers.get(_text(value).lower())
    if answer is None:
        raise wrong("takes yes or no")
    return answer


def _number(value: object) -> int:
    if isinstance(value, int):
        return value
    text = _text(value)
    if not text.isascii() or not text.isdigit() or len(text) > 3:
        raise wrong("takes a whole number, such as 3")
    return int(text)


def _pixels(value: object) -> int:
    if isinstance(value, int):
        return value
    text = _text(value)
    if not re.fullmatch(r"[1-9][0-9]{0,3}", text):
        raise wrong("takes a number of pixels, such as 1280")
    return int(text)


def _name(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"\w[\w.-]{0,99}", text):
        raise wrong("may hold only letters, digits and hyphens", hint="Write it like back-pain")
    return text


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    text = _text(value)
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    if not match:
        message, hint = (
            "is not a day written as year-month-day",
            "Write it like 2026-03-31 (March 31).",
        )
        raise wrong(message, instead=_american_day(text), hint=hint)
    try:
        day = date(*map(int, match.groups()))
    except ValueError:
        raise wrong("is a day that does not exist", hint="Look at a calendar.") from None
    if day.isoformat() != text:
        raise wrong("needs two digits for month and day", instead=day.isoformat())
    return day


def _american_day(text: str) -> str:
    """A day such as 3/31/2026 as the site writes it; nothing where the order is not certain."""
    match = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    if not match:
        return ""
    month, day, year = map(int, match.groups())
    if day <= 12:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _web_address(value: object) -> str:
    text = _text(value)
    if text.startswith("http://"):
        raise wrong("must be a secure address", instead="https://" + text[7:])
    if text.startswith("www."):
        raise wrong("must be a whole address", instead="https://" + text)
    if not _is_web_address(text):
        raise wrong("is not a web address", hint="Write it like https://www.example.com/page")
    return text


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = re.fullmatch(r"[\w.-]+", parts.hostname or "")
        return parts.scheme == "https" and bool(host) and " " not in text and parts.port != 0
    except ValueError:
        return False


def _route(value: object) -> str:
    text = _text(value)
    mended = "/" + text.strip("/") + "/" if text.strip("/") else "/"
    if text != mended:
        raise wrong("is not an address of this site", instead=mended)
    if max(len(part.encode()) for part in text.split("/")) > _MAX_NAME or len(text) > _MAX_ADDRESS:
        raise wrong("is too long for an address")
    if not re.fullmatch(r"/(?:[\w~-][\w.~-]*/)*", text):
        raise wrong(
            "may hold only letters, digits and hyphens between slashes",
            hint="Write it like /old-address/",
        )
    return text


def _page_address(value: object) -> str:
    """A route, or the address of a page that is a file."""
    text = _text(value)
    if re.fullmatch(r"/(?:[\w~-][\w.~-]*/)*[\w~-][\w.~-]*\.html", text):
        return text
    return _route(text)


def _phone(value: object) -> str:
    text = _text(value).replace("\u2011", "-")
    digits = re.sub(r"\D", "", text)
    if len(digits) == 11 and digits.startswith("1"):
        digits = digits[1:]
    if len(digits) != 10 or re.search(r"[^0-9\s().+-]", text):
        raise wrong("is not a phone number with area code", hint="Write it like (213) 555-0123.")
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"


def _email(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+", text):
        raise wrong("is not an e-mail address", hint="Write it like front.desk@example.com")
    return text


def _listed(value: object) -> list[object]:
    """A list in any of the ways people write one: `[a, b]`, dashes, or `a, b` on one line."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if isinstance(value, (list, tuple)):
        return list(value)
    raise wrong("takes a list")


def _entry(value: object) -> str:
    text = _text(value)
    if not text:
        raise wrong("has an empty entry", hint="remove this line")
    return text


Text = Annotated[str, Typed(_text)]
Flag = Annotated[bool, Typed(_flag)]
Number = Annotated[int, Typed(_number)]
Pixels = Annotated[int, Typed(_pixels)]
Name = Annotated[str, Typed(_name)]
Day = Annotated[date, Typed(_day)]
WebAddress = Annotated[str, Typed(_web_address)]
Route = Annotated[str, Typed(_route)]
Phone = Annotated[str, Typed(_phone)]
Email = Annotated[str, Typed(_email)]
_Entry = Annotated[str, Typed(_entry)]
Texts = Annotated[tuple[_Entry, ...], Typed(_listed)]
Routes = Annotated[tuple[Route, ...], Typed(_listed)]
_PageAddress = Annotated[str, Typed(_page_address)]
PageAddresses = Annotated[tuple[_PageAddress, ...], Typed(_listed)]


class Localized(Strict, frozen=True, kw_only=True):
    """A text in the languages of the site; Spanish may still be missing."""

    en: Text
    """In English."""
    es: Text = ""
    """In Spanish."""

    def in_(self, language: Language) -> str:
        """The text in this language, or in English where there is no translation."""
        return self.said_in(language) or self.en

    def said_in(self, language: Language) -> str:
        """The text in this language; empty where there is no translation."""
        return self.es if language is Language.ES else self.en


class Bilingual(Strict, frozen=True, kw_only=True):
    """A text that must exist in both languages, because safety depends on it."""

    en: Text
    es: Text

    def in_(self, language: Language) -> str:
        """The text in this language."""
        return self.es if language is Language.ES else self.en


class LocalizedTexts(Strict, frozen=True, kw_only=True):
    """Several short texts in the languages of the site."""

    en: Texts = ()
    es: Texts = ()

    def in_(self, language: Language) -> tuple[str, ...]:
        """The texts in this language."""
        return self.es if language is Language.ES else self.en
