"""Arbeitslosengeld: Anwartschaft, Dauer, Rest und ob im Monat ein Anspruch besteht.

Die Höhe ist bei uns eine Tatsache: der Tagessatz steht im Bescheid. Ein Fall nennt nur den Betrag im
Monat; ist er null, muss auch bei uns kein Anspruch bestehen, ist er es nicht, muss einer bestehen.
GETTSIMs verbleibende Monate rechnet es selbst aus der Eingabe des Falls.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import gettsim_rechnet
import numpy as np
from bilanz import Bilanz
from modell import Haushalt, Lage, plus_monate

VOR = "sozialversicherung__arbeitslosen__"
BETRAG = f"{VOR}betrag_m"
BESTEHT = f"{VOR}anspruch_besteht"
REST = f"{VOR}monate_verbleibender_anspruchsdauer"
IN_RAHMENFRIST = f"{VOR}monate_beitragspflichtig_versichert_in_letzten_30_monaten"
INSGESAMT = f"{VOR}monate_sozialversicherungspflichtiger_beschäftigung_in_letzten_5_jahren"
BEZOGEN = f"{VOR}monate_durchgängigen_bezugs_von_arbeitslosengeld"
# § 138 Abs. 3 SGB III: ab 15 Stunden in der Woche ist niemand arbeitslos.
STUNDEN = 15
# § 339 Satz 2 SGB III.
MONATSTAGE = Decimal(30)


def bereite_vor(haushalte: list[Haushalt], bilanz: Bilanz) -> list[Haushalt]:
    """Setzt die Größen, die unsere sind; Fälle ganz ohne solche stehen unter „nicht unser“."""
    unsere = []
    for h in haushalte:
        if BETRAG not in h.ziele:
            bilanz.nicht_unser_faelle.append(f"{h.name}: Bemessung des Tagessatzes, er steht im Bescheid")
            continue
        betraege = h.ziele.pop(BETRAG)
        bezogen = sum(1 for betrag in betraege if betrag > 0)
        if bezogen:
            grund = "die Höhe; der Tagessatz steht im Bescheid, verglichen wird, ob ein Anspruch besteht"
            bilanz.nicht_unser[f"{BETRAG}: {grund}"] += bezogen
        h.ziele[BESTEHT] = [int(betrag > 0) for betrag in betraege]
        spalten = (IN_RAHMENFRIST, INSGESAMT, BEZOGEN, "alter", "p_id")
        daten = {name: np.array([int(wert) for wert in h.spalten[name]]) for name in spalten}
        h.ziele |= {
            name: list(werte)
            for name, werte in gettsim_rechnet.rechne(h.datum, daten, [REST]).items()
        }
        unsere.append(h)
    return unsere


def frage_arbeitslosengeld(h: Haushalt) -> Lage:
    """Die Zeiten lückenlos bis zum Tag vor der Entstehung; bezogen wird seither ununterbrochen."""
    return {
        "leistung": "arbeitslosengeld",
        "monat": f"{h.datum:%Y-%m}",
        "personen": [_person(h, i) for i in range(h.anzahl)],
    }


def _person(h: Haushalt, i: int) -> Lage:
    bezogen = int(h.wert(BEZOGEN, i, 0))
    in_frist = int(h.wert(IN_RAHMENFRIST, i, 0))
    stunden = float(h.wert("arbeitsstunden_w", i, 0))
    return {
        "geboren": str(plus_monate(h.datum, -12 * h.alter(i) - 6)),
        "entstanden": str(plus_monate(h.datum.replace(day=1), -bezogen)),
        "versichert_monate": max(in_frist, int(h.wert(INSGESAMT, i, 0))) if in_frist >= 12 else in_frist,
        "bezogen_monate": bezogen,
        # § 138 SGB III: Tatsachen, die der Fall nennt.
        "arbeitslos": bool(h.wert(f"{VOR}arbeitssuchend", i, False)) and stunden < STUNDEN,
    }


def groessen_arbeitslosengeld(h: Haushalt, antwort: dict[str, Any]) -> dict[str, list[Decimal]]:
    """Restdauer in Monaten zu 30 Tagen, und ob im Monat ein Anspruch besteht."""
    return {
        REST: [Decimal(tage) / MONATSTAGE for tage in antwort["tage"]],
        BESTEHT: [Decimal(int(besteht)) for besteht in antwort["besteht"]],
    }
