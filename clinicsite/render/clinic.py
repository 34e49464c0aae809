"""The clinic's facts from `config.yaml`, as pages show them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from clinicsite.languages import Language
from clinicsite.read.config import Config
from clinicsite.read.hours import show_hours
from clinicsite.render.component_views import ClinicView, HoursRow

_MAP_SEARCH = "https://www.openstreetmap.org/search?query="


def clinic_view(config: Config, wording: Mapping[str, str], language: Language) -> ClinicView:
    """The facts in one language; what nobody has supplied stays empty."""
    clinic = config.clinic
    address = clinic.address.lines()
    directions = clinic.directions_url or (
        _MAP_SEARCH + quote(", ".join(address)) if address else ""
    )
    return ClinicView(
        name=clinic.name,
        phone=clinic.phone,
        phone_url=phone_url("tel", clinic.phone),
        address=address,
        hours=tuple(
            HoursRow(wording[f"day_{day}"], show_hours(hours, language, wording["closed"]))
            for day, hours in clinic.hours.days()
        ),
        hours_note=clinic.hours_note.in_(language) if clinic.hours_note else "",
        booking_url=clinic.booking_url or "",
        directions_url=directions,
        email=clinic.email or "",
        text_number=clinic.text_number or "",
        text_url=phone_url("sms", clinic.text_number) if clinic.text_number else "",
        service_area=clinic.service_area,
        in_home=clinic.in_home,
        languages_spoken=clinic.languages_spoken,
        prices=tuple((price.service.in_(language), price.price) for price in clinic.prices),
        therapists=tuple(_therapist(t.name, t.camtc_number, wording) for t in config.therapists),
    )


def phone_url(scheme: str, number: str) -> str:
    """`tel:+13235550100` for (323) 555-0100 (RFC 3966)."""
    return f"{scheme}:+1{re.sub(r'[^0-9]', '', number)}"


def _therapist(name: str, certificate: str, wording: Mapping[str, str]) -> str:
    """The person; "certified" only with the number that proves it (brief, decision 16)."""
    if not certificate:
        return name
    return wording["certified_therapist"].format(name=name, number=certificate)
