"""Benachbarte Leistungen: GETTSIMs Fälle als Anfragen, unsere Beträge in GETTSIMs Größen."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from modell import Haushalt, Lage, plus_monate, text
from vermoegen import freibetrag

NULL = Decimal(0)


def geboren(h: Haushalt, i: int) -> str:
    """Ein halbes Jahr vor dem Monat zuletzt Geburtstag gehabt."""
    return str(plus_monate(h.datum, -12 * h.alter(i) - 6))


def _kinder(h: Haushalt) -> list[int]:
    """Für wen jemand Kindergeld bezieht oder beziehen will."""
    return [i for i in range(h.anzahl) if int(h.wert("kindergeld__p_id_empfänger", i, -1)) >= 0]


# ── Kindergeld ───────────────────────────────────────────────────────────────────────────────────


def frage_kindergeld(h: Haushalt) -> Lage:
    """Alle Kinder; ob eine Ausbildung die erste ist, sagt GETTSIM nicht: wir nehmen es an."""
    return {
        "leistung": "kindergeld",
        "monat": f"{h.datum:%Y-%m}",
        "kinder": [
            {
                "geboren": geboren(h, i),
                "in_ausbildung": bool(h.wert("kindergeld__in_ausbildung", i, False)),
                "nach_erster": False,
                "wochenstunden": int(h.wert("arbeitsstunden_w", i, 0)),
                "einkuenfte_jahr": text(Decimal(str(h.wert("einnahmen__bruttolohn_m", i, 0))) * 12),
            }
            for i in _kinder(h)
        ],
    }


def groessen_kindergeld(h: Haushalt, antwort: dict[str, Any]) -> dict[str, list[Decimal]]:
    """Kindergeld steht bei GETTSIM bei der Person, die es erhält."""
    betraege = [NULL] * h.anzahl
    bedarf = [NULL] * h.anzahl
    for empfaenger in range(h.anzahl):
        stellen = [n for n, i in enumerate(_kinder(h)) if _empfaenger(h, i) == empfaenger]
        teile = [Decimal(antwort["betraege"][n]) for n in stellen]
        betraege[empfaenger] = sum(teile, NULL)
        zahl = sum(1 for teil in teile if teil)
        for n in stellen:
            bedarf[_kinder(h)[n]] = betraege[empfaenger] / zahl if zahl else NULL
    bonus = sum((Decimal(b) for b in antwort["groessen"]), NULL) / 12
    kinder = [sum(1 for i in _kinder(h) if _empfaenger(h, i) == e and bedarf[i]) for e in range(h.anzahl)]
    bonus_m = [bonus * zahl for zahl in kinder]
    return {
        # GETTSIM verteilt den Kinderbonus auf die zwölf Monate des Jahres.
        "kinderbonus__betrag_m": bonus_m,
        "kinderbonus__betrag_m_hh": _je_haushalt(h, bonus_m),
        "kindergeld__betrag_m": betraege,
        "kindergeld__betrag_m_hh": _je_haushalt(h, betraege),
        "kindergeld_zur_bedarfsdeckung_m": bedarf,
    }


def _empfaenger(h: Haushalt, i: int) -> int | None:
    return h.zeiger("kindergeld__p_id_empfänger", i)


def _je_haushalt(h: Haushalt, werte: list[Decimal]) -> list[Decimal]:
    hier = [h.wert("hh_id", i, 0) for i in range(h.anzahl)]
    return [sum((w for w, hh in zip(werte, hier, strict=True) if hh == meins), NULL) for meins in hier]


# ── Unterhaltsvorschuss ──────────────────────────────────────────────────────────────────────────


def frage_unterhaltsvorschuss(h: Haushalt) -> Lage:
    """Ab zwölf kommt es auf das Einkommen des Elternteils an; GETTSIM unterstellt SGB II."""
    return {
        "leistung": "unterhaltsvorschuss",
        "monat": f"{h.datum:%Y-%m}",
        "kinder": [
            {
                "geboren": geboren(h, i),
                "alleinstehend": bool(_bei(h, i, "familie__alleinerziehend", False)),
                "bezieht_sgb2": True,
                "brutto_elternteil": text(_brutto(h, i)),
                "unterhalt": text(h.wert("unterhalt__tatsächlich_erhaltener_betrag_m", i, 0)),
            }
            for i in _kinder(h)
        ],
    }


def _bei(h: Haushalt, i: int, spalte: str, sonst: Any) -> Any:
    empfaenger = _empfaenger(h, i)
    return sonst if empfaenger is None else h.wert(spalte, empfaenger, sonst)


def _brutto(h: Haushalt, i: int) -> Decimal:
    if "unterhaltsvorschuss__einkommen_m" in h.spalten:
        return Decimal(str(_bei(h, i, "unterhaltsvorschuss__einkommen_m", 0)))
    spalten = (
        "einnahmen__bruttolohn_m",
        "einkommensteuer__einkünfte__aus_selbstständiger_arbeit__betrag_m",
        "einkommensteuer__einkünfte__aus_vermietung_und_verpachtung__betrag_m",
        "einkommensteuer__einkünfte__sonstige__alle_weiteren_m",
        "einnahmen__kapitalerträge_m",
        "einnahmen__renten__betrag_gesamt_m",
        "sozialversicherung__arbeitslosen__betrag_m",
    )
    return sum((Decimal(str(_bei(h, i, spalte, 0))) for spalte in spalten), NULL)


def groessen_unterhaltsvorschuss(
    h: Haushalt, antwort: dict[str, Any]
) -> dict[str, list[Decimal]]:
    """Der Betrag steht beim Kind."""
    betraege, allein = [NULL] * h.anzahl, [NULL] * h.anzahl
    for n, i in enumerate(_kinder(h)):
        betraege[i] = Decimal(antwort["betraege"][n])
        allein[i] = Decimal(int(bool(_bei(h, i, "familie__alleinerziehend", False))))
    return {
        "unterhaltsvorschuss__betrag_m": betraege,
        "unterhaltsvorschuss__elternteil_alleinerziehend": allein,
    }


# ── Kinderzuschlag ───────────────────────────────────────────────────────────────────────────────


def frage_kinderzuschlag(h: Haushalt) -> Lage:
    """Die Eltern des Haushalts mit ihren Kindern; Einkommen so weit bereinigt, wie der Fall es gibt."""
    eltern, kinder = _eltern_und_kinder(h)
    allein = any(h.wert("familie__alleinerziehend", i, False) for i in eltern)
    koepfe = Decimal(len(eltern) + len(kinder)) / h.anzahl
    warm = Decimal(str(h.wert("wohnen__bruttokaltmiete_m_hh", 0, 0)))
    warm += Decimal(str(h.wert("wohnen__heizkosten_m_hh", 0, 0)))
    return {
        "leistung": "kinderzuschlag",
        "monat": f"{h.datum:%Y-%m}",
        "alleinerziehend": allein,
        "brutto": text(sum((_eltern_brutto(h, i) for i in eltern), NULL)),
        "erwerb": text(sum((_eltern_netto(h, i) for i in eltern), NULL)),
        "anderes": "0.00",
        "eltern": len(eltern),
        "mehrbedarf": _mehrbedarf([h.alter(i) for i in kinder]) if allein else 0,
        "wohnbedarfe": None,
        "unterkunft": text(warm * koepfe),
        "vermoegen": text(_vermoegen_ueber(h, eltern + kinder)),
        "kinder": [text(_kind_einkommen(h, i)) for i in kinder],
    }


def _mehrbedarf(alter: list[int]) -> int:
    """§ 21 Abs. 3 SGB II in Hundertstel Prozent."""
    unter_7, unter_16 = sum(a < 7 for a in alter), sum(a < 16 for a in alter)
    je_kind = 1200 * sum(a < 18 for a in alter)
    mindestens = 3600 if unter_7 == 1 or unter_16 in (2, 3) else 0
    return min(6000, max(je_kind, mindestens))


def _eltern_und_kinder(h: Haushalt) -> tuple[list[int], list[int]]:
    kinder = [i for i in range(h.anzahl) if h.eltern(i)]
    eltern = sorted({e for i in kinder for e in h.eltern(i)})
    return eltern or list(range(h.anzahl)), kinder


def _eltern_brutto(h: Haushalt, i: int) -> Decimal:
    for spalte in ("kinderzuschlag__bruttoeinkommen_eltern_m", f"{h.sgb2}__bruttoeinkommen_m"):
        if spalte in h.spalten:
            return Decimal(str(h.wert(spalte, i)))
    return Decimal(str(h.wert("einnahmen__bruttolohn_m", i, 0)))


def _eltern_netto(h: Haushalt, i: int) -> Decimal:
    for spalte in (
        "kinderzuschlag__nettoeinkommen_eltern_m",
        f"{h.sgb2}__nettoeinkommen_nach_abzug_freibetrag_m",
    ):
        if spalte in h.spalten:
            return Decimal(str(h.wert(spalte, i)))
    netto = Decimal(str(h.wert(f"{h.sgb2}__nettoeinkommen_vor_abzug_freibetrag_m", i, 0)))
    return netto - freibetrag_2023(Decimal(str(h.wert("einnahmen__bruttolohn_m", i, 0))))


def freibetrag_2023(brutto: Decimal) -> Decimal:
    """§ 11b Abs. 2, 3 SGB II seit Juli 2023 mit minderjährigem Kind."""
    frei = min(brutto, Decimal(100))
    for von, bis, satz in ((100, 520, "0.2"), (520, 1000, "0.3"), (1000, 1500, "0.1")):
        frei += max(NULL, min(brutto, Decimal(bis)) - von) * Decimal(satz)
    return frei


def _kind_einkommen(h: Haushalt, i: int) -> Decimal:
    summe = NULL
    for spalte in (
        "unterhalt__tatsächlich_erhaltener_betrag_m",
        "unterhaltsvorschuss__betrag_m",
        "einnahmen__bruttolohn_m",
    ):
        summe += Decimal(str(h.wert(spalte, i, 0)))
    lohn = Decimal(str(h.wert("einnahmen__bruttolohn_m", i, 0)))
    return summe - min(lohn, Decimal(100) + (max(lohn - 100, NULL) * Decimal("0.2")))


def _vermoegen_ueber(h: Haushalt, zusammen: list[int]) -> Decimal:
    summe = sum((Decimal(str(h.wert("vermögen", i, 0))) for i in zusammen), NULL)
    return max(NULL, summe - freibetrag(h, zusammen))


def groessen_kinderzuschlag(h: Haushalt, antwort: dict[str, Any]) -> dict[str, list[Decimal]]:
    """Beträge der Bedarfsgemeinschaft mit Kindern; die anderen bekommen nichts."""
    eltern, kinder = _eltern_und_kinder(h)
    mit, ohne = (Decimal(b) for b in antwort["betraege"])
    hier = [i in eltern + kinder for i in range(h.anzahl)]
    return {
        "kinderzuschlag__anspruchshöhe_m_bg": [mit if da else NULL for da in hier],
        "kinderzuschlag__basisbetrag_m_bg": [ohne if da else NULL for da in hier],
    }
