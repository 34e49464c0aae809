"""The warning signs of `warning-signs.yaml` as cards, lists and the boxes of the self-check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from clinicsite.languages import Language
from clinicsite.read.fields import Bilingual
from clinicsite.read.reference import CareLevel, LevelText, WarningSigns
from clinicsite.render.component_views import AskFirst, CareCard
from clinicsite.render.sign_views import Call911, CheckBox, MassageOk, Tick, WarningLine
from clinicsite.render.typography import typographic

MASSAGE = "massage"
"""The level of the self-check's last box, which is no level of care."""


def care_card(
    text: LevelText,
    level: CareLevel,
    shown: Iterable[Bilingual],
    language: Language,
    *,
    name: str,
    heading_level: int,
) -> CareCard:
    """A card of that level with these signs, in their order; `name` becomes its id."""
    before, action, after = _heading(text, language)
    return CareCard(
        id=name,
        level=level,
        word=text.word.in_(language),
        heading_before=before,
        heading_action=action,
        heading_after=after,
        intro=text.intro.in_(language),
        signs=tuple(sign.in_(language) for sign in shown),
        closing=text.closing.in_(language),
        heading_level=heading_level,
    )


def _heading(text: LevelText, language: Language) -> tuple[str, str, str]:
    """The heading in three parts; the middle one calls 911 and may be empty."""
    heading = text.heading.in_(language)
    action = text.action.in_(language) if text.action else ""
    before, _, after = heading.partition(action) if action else (heading, "", "")
    return before, action, after


def warning_line(
    signs: WarningSigns,
    level: CareLevel,
    shown: Iterable[Bilingual],
    wording: Mapping[str, str],
    language: Language,
) -> WarningLine:
    """These signs of that level in short, and what to do, as the self-check says it."""
    call, _ = _first_sentence(signs.call_911.in_(language))
    actions = {
        CareLevel.EMERGENCY: call,
        CareLevel.URGENT: wording["check_urgent"],
        CareLevel.NON_URGENT: wording["check_non_urgent"],
    }
    texts = tuple(typographic(sign.in_(language)) for sign in shown)
    return WarningLine(texts, actions[level], calls_911=level is CareLevel.EMERGENCY)


def ask_first(signs: WarningSigns, language: Language) -> AskFirst:
    """The list "Ask your doctor first"."""
    return AskFirst(_in(signs.ask_first, language))


def call_911(signs: WarningSigns, language: Language) -> Call911:
    """The box "Call 911"; without the words that call, its whole text is the link."""
    text, level = signs.call_911.in_(language), signs.levels[CareLevel.EMERGENCY]
    action = level.action.in_(language) if level.action else ""
    before, found, after = text.partition(action) if action else ("", "", "")
    return Call911(before, found, after) if found else Call911("", text, "")


def massage_ok(signs: WarningSigns, language: Language) -> MassageOk:
    """When massage may be OK, and what that does not mean."""
    result = typographic(signs.massage_ok_result.in_(language))
    return MassageOk(_in(signs.massage_ok, language), result)


def check_boxes(
    signs: WarningSigns, wording: Mapping[str, str], language: Language
) -> tuple[CheckBox, ...]:
    """The boxes of the self-check, most urgent first; the last one asks if massage may be OK."""
    return (
        _sign_box(signs, CareLevel.EMERGENCY, signs.call_911.in_(language), language),
        _sign_box(signs, CareLevel.URGENT, wording["check_urgent"], language),
        _sign_box(signs, CareLevel.NON_URGENT, wording["check_non_urgent"], language),
        _massage_box(signs, wording, language),
    )


def _sign_box(signs: WarningSigns, level: CareLevel, result: str, language: Language) -> CheckBox:
    text = signs.levels[level]
    before, action, after = _heading(text, language)
    emergency = level is CareLevel.EMERGENCY
    result, advice = _first_sentence(result) if emergency else (result, text.closing.in_(language))
    return CheckBox(
        level=level,
        word=text.word.in_(language),
        heading_before=before,
        heading_action=action,
        heading_after=after,
        intro=text.intro.in_(language),
        ticks=tuple(
            Tick(sign.id.lower(), sign.full.in_(language))
            for sign in signs.signs
            if sign.level == level
        ),
        result=result,
        advice=advice,
        ask_first=ask_first(signs, language) if level is CareLevel.NON_URGENT else None,
    )


def _massage_box(signs: WarningSigns, wording: Mapping[str, str], language: Language) -> CheckBox:
    ok = massage_ok(signs, language)
    result, advice = _first_sentence(ok.result)
    return CheckBox(
        level=MASSAGE,
        word=wording["check_massage_word"],
        heading_before=wording["check_massage_heading"],
        heading_action="",
        heading_after="",
        intro=wording["check_massage_intro"],
        ticks=tuple(Tick(f"ok-{number}", text) for number, text in enumerate(ok.items, 1)),
        result=result,
        advice=advice,
    )


def _first_sentence(text: str) -> tuple[str, str]:
    """The first sentence without its full stop, and the rest."""
    first, _, rest = text.partition(". ")
    return first.removesuffix("."), rest


def _in(texts: Iterable[Bilingual], language: Language) -> tuple[str, ...]:
    return tuple(typographic(text.in_(language)) for text in texts)
