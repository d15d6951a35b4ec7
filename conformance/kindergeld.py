"""Kindergeld je Kind, wie es in der Lage steht."""

from __future__ import annotations

from decimal import Decimal

from modell import Haushalt

# § 66 EStG, § 6 BKGG: was im Monat zufloss (§ 11 Abs. 2 SGB II), für das erste, zweite, dritte und jedes
# weitere Kind. Die Erhöhung für 2015 ist im Juli 2015 verkündet (BGBl. I S. 1202) und kam erst danach.
SAETZE = (
    ("2002-01", (154, 154, 154, 179)),
    ("2009-01", (164, 164, 170, 195)),
    ("2010-01", (184, 184, 190, 215)),
    ("2015-07", (188, 188, 194, 219)),
    ("2016-01", (190, 190, 196, 221)),
    ("2017-01", (192, 192, 198, 223)),
    ("2018-01", (194, 194, 200, 225)),
    ("2019-07", (204, 204, 210, 235)),
    ("2021-01", (219, 219, 225, 250)),
    ("2023-01", (250, 250, 250, 250)),
    ("2025-01", (255, 255, 255, 255)),
    ("2026-01", (259, 259, 259, 259)),
)


def hat_anspruch(h: Haushalt, i: int) -> bool:
    """Kindergeld gibt es bis 18, in Ausbildung bis 25 (bis 2006 bis 27)."""
    if h.zeiger("kindergeld__p_id_empfänger", i) is None:
        return False
    grenze = 27 if h.datum.year < 2007 else 25
    return h.alter(i) < 18 or (
        bool(h.wert("kindergeld__in_ausbildung", i, False)) and h.alter(i) < grenze
    )


def kindergeld_je_kind(h: Haushalt, i: int) -> Decimal:
    """Der Betrag dieses Kindes: das Kindergeld aller Kinder zu gleichen Teilen."""
    an = h.zeiger("kindergeld__p_id_empfänger", i)
    if an is None:
        return Decimal(0)
    kinder = [
        k for k in range(h.anzahl) if h.zeiger("kindergeld__p_id_empfänger", k) == an
    ]
    if int(h.wert("kindergeld__anzahl_ansprüche", an, 1)) == 0:
        return Decimal(0)
    if h.datum.year < 2023 and h.wert("kindergeld__betrag_m", an, None) is not None:
        return Decimal(str(h.wert("kindergeld__betrag_m", an))) / len(kinder)
    berechtigte = [k for k in kinder if hat_anspruch(h, k)]
    if not berechtigte:
        return Decimal(0)
    monat = f"{h.datum:%Y-%m}"
    saetze = next(saetze for ab, saetze in reversed(SAETZE) if ab <= monat)
    summe = sum(saetze[min(n, 3)] for n in range(len(berechtigte)))
    return Decimal(summe) / len(berechtigte)
