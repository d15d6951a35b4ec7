"""Erzeugte Menschen durch beide Rechnungen: je Mensch Regelbedarf, Mehrbedarf, Unterkunft,
Freibetrag, Einkommen und Anspruch."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import abweichungen
import erzeugen
import gettsim_rechnet
import numpy as np
import sgb2
from abweichungen import Pruefling
from bilanz import Bilanz, vergleiche_sgb2
from modell import Haushalt
from unsere import Unsere

# GETTSIM teilt bis September 2005 durch den Lohn; wer keinen hat, bekommt hier fast keinen.
FAST_NULL = 1e-9


def pruefe(unsere: Unsere, eintraege: list[abweichungen.Abweichung], saat: int, personen: int) -> Bilanz:
    """Die Menschen aller Tage; GETTSIM rechnet je Tag in einem Aufruf."""
    bilanz = Bilanz(f"erzeugte Menschen (Saat {saat})", einheit="Haushalte")
    je_tag = -(-personen // len(erzeugen.TAGE))
    for tag in erzeugen.TAGE:
        haushalte = erzeugen.haushalte(saat, tag, je_tag)
        _gettsims_zahlen(tag, haushalte)
        bilanz.menschen += sum(h.anzahl for h in haushalte)
        pruefe_haushalte(unsere, haushalte, eintraege, bilanz)
    return bilanz


def pruefe_haushalte(
    unsere: Unsere,
    haushalte: list[Haushalt],
    eintraege: list[abweichungen.Abweichung],
    bilanz: Bilanz,
) -> None:
    """Haushalte mit SGB II."""
    prueflinge = [Pruefling(h, vergleiche_sgb2, "lage", sgb2.lage) for h in haushalte]
    pruefe_alle(unsere, prueflinge, eintraege, bilanz)


def pruefe_alle(
    unsere: Unsere,
    prueflinge: list[Pruefling],
    eintraege: list[abweichungen.Abweichung],
    bilanz: Bilanz,
) -> None:
    """Rechnet, vergleicht, erklärt und bucht."""
    antworten = unsere.rechne(p.auftrag(unsere, ()) for p in prueflinge)
    for p, antwort in zip(prueflinge, antworten, strict=True):
        p.offen = p.vergleiche(p.h, antwort, bilanz)
    abweichend = [p for p in prueflinge if p.offen]
    bilanz.faelle += len(prueflinge)
    bilanz.gleich += len(prueflinge) - len(abweichend)
    zuerst = [p.offen for p in abweichend]
    abweichungen.erklaere(unsere, abweichend, eintraege)
    for p, vorher in zip(abweichend, zuerst, strict=True):
        bilanz.buche(p, vorher)


def _gettsims_zahlen(tag: date, haushalte: list[Haushalt]) -> None:
    """Trägt GETTSIMs Größen als Ziele ein, mit den Gemeinschaften, wie seine Anleitung sie verlangt."""
    daten = gettsim_rechnet.spalten(haushalte)
    lohn = daten["einnahmen__bruttolohn_m"]
    if tag < date(2005, 10, 1):
        daten["einnahmen__bruttolohn_m"] = np.where(lohn == 0, FAST_NULL, lohn)
    name = haushalte[0].sgb2
    ziele = [f"{name}__{ziel}" for ziel in gettsim_rechnet.ZIELE]
    erst = gettsim_rechnet.rechne(tag, daten, ziele)
    daten["bg_id"] = _gemeinschaften(haushalte, daten, erst, name)
    zahlen = gettsim_rechnet.rechne(tag, daten, ziele)
    stelle = 0
    for h in haushalte:
        teil = {ziel: list(werte[stelle : stelle + h.anzahl]) for ziel, werte in zahlen.items()}
        h.ziele = _ziele(teil, name)
        h.spalten["bg_id"] = list(daten["bg_id"][stelle : stelle + h.anzahl])
        stelle += h.anzahl


def _gemeinschaften(
    haushalte: list[Haushalt],
    daten: dict[str, np.ndarray],
    erst: dict[str, np.ndarray],
    name: str,
) -> np.ndarray:
    """Ein Kind, das seinen Bedarf selbst deckt, gehört nicht dazu; GETTSIM will das gesagt haben."""
    gedeckt = erst[f"{name}__anzurechnendes_einkommen_m"] >= erst[f"{name}__regelbedarf_m"]
    nummern = np.array([g + stelle for h, stelle in _stellen(haushalte) for g in sgb2.bg(h)])
    kind = daten["familie__p_id_elternteil_1"] >= 0
    allein = daten["p_id"] + len(nummern)
    return np.where(gedeckt & kind & (daten["alter"] < 25), allein, nummern)


def _stellen(haushalte: list[Haushalt]) -> list[tuple[Haushalt, int]]:
    stelle, alle = 0, []
    for h in haushalte:
        alle.append((h, stelle))
        stelle += h.anzahl
    return alle


def _ziele(teil: dict[str, list[float]], name: str) -> dict[str, list[Decimal]]:
    """GETTSIMs Größen auf volle Genauigkeit; der Mehrbedarf getrennt vom Regelbedarf."""
    anteile = teil.pop(f"{name}__mehrbedarfsanteil_alleinerziehend")
    saetze = teil.pop(f"{name}__regelsatz_m")
    ziele = {ziel: [Decimal(repr(float(w))) for w in werte] for ziel, werte in teil.items()}
    ohne = [s / (1 + a) for s, a in zip(saetze, anteile, strict=True)]
    ziele["regelbedarf_ohne_mehrbedarf_m"] = [Decimal(repr(float(w))) for w in ohne]
    mehr = [s - o for s, o in zip(saetze, ohne, strict=True)]
    ziele["mehrbedarf_m"] = [Decimal(repr(float(w))) for w in mehr]
    return ziele
