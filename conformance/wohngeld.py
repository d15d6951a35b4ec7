"""Wohngeld: GETTSIMs Fälle als Anfragen. Einnahmen stehen bei uns im Jahr, bei GETTSIM meist im Monat."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from modell import Haushalt, Lage, text

NULL = Decimal(0)
LOHN = "einnahmen__bruttolohn_m"
EK = "einkommensteuer__einkünfte__"
NACH_WERBUNGSKOSTEN = f"{EK}aus_nichtselbstständiger_arbeit__einnahmen_nach_abzug_werbungskosten_y"
WERBUNGSKOSTEN = f"{EK}aus_nichtselbstständiger_arbeit__tatsächliche_werbungskosten_y"
STEUERFREI = (
    "sozialversicherung__arbeitslosen__betrag_m",
    "unterhalt__tatsächlich_erhaltener_betrag_m",
    "unterhaltsvorschuss__betrag_m",
    "elterngeld__anrechenbarer_betrag_m",
)
# § 17a WoGG: 33 Jahre.
GRUNDRENTENZEITEN = 396


def frage_wohngeld(h: Haushalt) -> Lage:
    """Alle Menschen des Haushalts; wer nach GETTSIM im anderen Teilhaushalt lebt, zählt nicht mit."""
    hier = _teilhaushalt(h)
    return {
        "leistung": "wohngeld",
        "monat": f"{h.datum:%Y-%m}",
        "miete": text(h.wert("wohnen__bruttokaltmiete_m_hh", 0, 0)),
        "stufe": int(h.wert("wohngeld__mietstufe_hh", 0, 1)),
        "koepfe": h.anzahl,
        "ausgeschlossen": h.anzahl - len(hier),
        "vermoegen": text(_vermoegen(h, hier)),
        "alleinerziehend": any(h.wert("familie__alleinerziehend", i, False) for i in hier),
        "kinder_unter_12": sum(1 for i in hier if _ist_kind(h, i) and h.alter(i) < 11),
        "mitglieder": [_mitglied(h, i) for i in hier],
    }


def _teilhaushalt(h: Haushalt) -> list[int]:
    """Wer zusammen Wohngeld bekäme: GETTSIMs erste Gruppe, wenn der Fall zwei kennt."""
    gruppen = h.ziele.get("wthh_id") or h.spalten.get("wthh_id")
    if gruppen is None:
        return list(range(h.anzahl))
    return [i for i in range(h.anzahl) if gruppen[i] == gruppen[0]]


def _vermoegen(h: Haushalt, hier: list[int]) -> Decimal:
    """Null, wenn der Fall die Grenze als eingehalten vorgibt."""
    if h.wert("wohngeld__vermögensgrenze_unterschritten_wthh", 0, False):
        return NULL
    return sum((_zahl(h, "vermögen", i) for i in hier), NULL)


def _zahl(h: Haushalt, spalte: str, i: int) -> Decimal:
    return Decimal(str(h.wert(spalte, i, 0)))


def _ist_kind(h: Haushalt, i: int) -> bool:
    return bool(h.wert("kindergeld__ist_leistungsbegründendes_kind", i, False))


def _mitglied(h: Haushalt, i: int) -> Lage:
    jahr = {name: 12 * _zahl(h, spalte, i) for name, spalte in MONATLICH.items()}
    gewinn, lohn = jahr["gewinn"], 12 * _zahl(h, LOHN, i)
    if NACH_WERBUNGSKOSTEN in h.spalten:
        # Schon um Werbungskosten gemindert: als Einkünfte, von denen nichts mehr abgeht.
        gewinn, lohn = gewinn + _zahl(h, NACH_WERBUNGSKOSTEN, i), NULL
    rente, steuerpflichtig = _rente(h, i)
    return {
        "lohn": text(lohn),
        "werbungskosten": text(_zahl(h, WERBUNGSKOSTEN, i)),
        "gewinn": text(gewinn),
        "vermietung": text(jahr["vermietung"]),
        "kapital": text(_zahl(h, "einnahmen__kapitalerträge_y", i)),
        "rente": text(rente),
        "sonstige": text(jahr["sonstige"] + steuerpflichtig),
        "steuerfrei": text(12 * _steuerfrei(h, i)),
        "steuern": _zahl(h, "einkommensteuer__betrag_y_sn", i) > 0,
        "krankenversicherung": _zahl(h, KRANKEN, i) > 0,
        "rentenversicherung": _zahl(h, RENTEN, i) > 0,
        "grad": int(h.wert("behinderungsgrad", i, 0)),
        "pflege": False,
        "kind_alter": h.alter(i) if _ist_kind(h, i) else None,
        "grundrente": text(_grundrente(h, i)),
    }


MONATLICH = {
    "gewinn": f"{EK}aus_selbstständiger_arbeit__betrag_m",
    "vermietung": f"{EK}aus_vermietung_und_verpachtung__betrag_m",
    "sonstige": f"{EK}sonstige__alle_weiteren_m",
}
KRANKEN = "sozialversicherung__kranken__beitrag__betrag_versicherter_m"
RENTEN = "sozialversicherung__rente__beitrag__betrag_versicherter_m"


def _steuerfrei(h: Haushalt, i: int) -> Decimal:
    summe = sum((_zahl(h, spalte, i) for spalte in STEUERFREI), NULL)
    if "elterngeld__anrechenbarer_betrag_m" not in h.spalten:
        # § 10 Abs. 1 BEEG: 300 Euro bleiben außer Betracht.
        summe += max(NULL, _zahl(h, "elterngeld__betrag_m", i) - 300)
    return summe


def _rente(h: Haushalt, i: int) -> tuple[Decimal, Decimal]:
    """Brutto, oder der Teil, den der Fall selbst als steuerpflichtig angibt."""
    steuerpflichtig = f"{EK}sonstige__rente__steuerpflichtige_einnahmen_m"
    if steuerpflichtig in h.spalten:
        return NULL, 12 * _zahl(h, steuerpflichtig, i)
    return 12 * _zahl(h, "einnahmen__renten__gesetzliche_m", i), NULL


def _grundrente(h: Haushalt, i: int) -> Decimal:
    rentner = h.wert("sozialversicherung__rente__bezieht_rente", i, False)
    zeiten = _zahl(h, "sozialversicherung__rente__grundrente__grundrentenzeiten_monate", i)
    if not rentner or zeiten < GRUNDRENTENZEITEN:
        return NULL
    return 12 * _zahl(h, "einnahmen__renten__gesetzliche_m", i)


def groessen_wohngeld(h: Haushalt, antwort: dict[str, Any]) -> dict[str, list[Decimal]]:
    """Der Betrag des Teilhaushalts; die anderen sind ausgeschlossen."""
    hier = _teilhaushalt(h)
    betrag = Decimal(antwort["betraege"][0])
    spalte = [betrag if i in hier else NULL for i in range(h.anzahl)]
    koepfe = Decimal(len(hier))
    return {
        "wohngeld__anspruchshöhe_m_wthh": spalte,
        "wohngeld__betrag_m_wthh": spalte,
        "wohngeld__anzahl_personen_wthh": [koepfe] * h.anzahl,
    }
