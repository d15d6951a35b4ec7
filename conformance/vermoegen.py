"""GETTSIMs Freibetrag für Vermögen, um seine Grenze nachzustellen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from modell import Haushalt


def freibetrag(h: Haushalt, zusammen: list[int]) -> Decimal:
    """GETTSIMs Freibetrag der Bedarfsgemeinschaft."""
    koepfe = len(zusammen)
    if h.datum >= date(2023, 1, 1):
        if h.wert(f"{h.sgb2}__bezug_im_vorjahr", 0, False):
            return Decimal(15000 * koepfe)
        return Decimal(40000 + 15000 * (koepfe - 1))
    alt = h.datum < date(2006, 8, 1)
    kind, je_jahr, grenze = (4100, 200, 13000) if alt else (3100, 150, 9750)
    frei = Decimal(750 * koepfe)
    for i in zusammen:
        if h.eltern(i):
            frei += kind if h.alter(i) < 18 else 0
            continue
        geboren = int(h.wert("geburtsjahr", i, h.datum.year - h.alter(i)))
        hoechstens = grenze
        if not alt and h.datum >= date(2008, 1, 1):
            hoechstens = 9750 if geboren < 1958 else 9900 if geboren < 1964 else 10050
        satz = 520 if geboren < 1948 else je_jahr
        frei += min(satz * h.alter(i), 33800 if geboren < 1948 else hoechstens)
    return frei
