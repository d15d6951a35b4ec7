"""`cargo xtask conformance`: GETTSIMs Prüffälle und erzeugte Menschen durch beide Rechnungen."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import abweichungen
import faelle
import sgb2
from abweichungen import Pruefling
from modell import Haushalt
from unsere import Unsere

HIER = Path(__file__).parent
# Größen der Fälle, die nicht unsere sind, mit Grund.
NICHT_UNSER = {
    "anerkannte_warmmiete_je_qm_m": "GETTSIMs Faustregel; bei uns eine örtliche Grenze der Eingabe",
    "berechtigte_wohnfläche": "GETTSIMs Faustregel; bei uns eine örtliche Grenze der Eingabe",
}
SGB12 = "Menschen über der Altersgrenze gehören zum SGB XII; verglichen wird nur ihr Anspruch"


@dataclass
class Bilanz:
    """Was in einem Bereich verglichen wurde."""

    name: str
    faelle: int = 0
    gleich: int = 0
    groessen: int = 0
    erklaert: Counter[str] = field(default_factory=Counter)
    erklaerte: int = 0
    unerklaert: list[str] = field(default_factory=list)
    ausgelassen: list[str] = field(default_factory=list)
    nicht_unser: Counter[str] = field(default_factory=Counter)


def vergleiche_sgb2(h: Haushalt, antwort: dict[str, Any], bilanz: Bilanz | None = None) -> list[str]:
    """Die Größen eines Haushalts, die von GETTSIM abweichen."""
    if "fehler" in antwort:
        return [f"Fehler: {antwort['fehler']['text']}"]
    zahlen = sgb2.Zahlen(h, antwort)
    offen = []
    for ziel, erwartet in h.ziele.items():
        name = ziel.split("__")[-1]
        if grund := NICHT_UNSER.get(name):
            if bilanz:
                bilanz.nicht_unser[f"{name}: {grund}"] += len(erwartet)
            continue
        spalte = zahlen.gruppen() if name in ("bg_id", "fg_id") else zahlen.spalte(name)
        if name in ("bg_id", "fg_id"):
            erwartet = [erwartet.index(nummer) for nummer in erwartet]
        if name in ("bruttokaltmiete_m_bg", "heizkosten_m_bg"):
            spalte, erwartet = _miete(h, zahlen, ziel)
        if spalte is None:
            offen.append(f"{name}: nicht zugeordnet")
            continue
        for i, (unser, ihr) in enumerate(zip(spalte, erwartet, strict=True)):
            if _ist_sgb12(h, i, name):
                if bilanz:
                    bilanz.nicht_unser[SGB12] += 1
                continue
            if bilanz:
                bilanz.groessen += 1
            if abs(Decimal(unser) - Decimal(str(ihr))) > h.genau:
                offen.append(f"{name}[{i}]: wir {unser}, GETTSIM {ihr}")
    return offen


def _miete(h: Haushalt, zahlen: sgb2.Zahlen, ziel: str) -> tuple[list[Decimal], list[Decimal]]:
    """Kaltmiete und Heizung stehen bei uns zusammen: verglichen wird ihre Summe."""
    vor = ziel.rsplit("__", 1)[0]
    teile = [h.ziele[f"{vor}__{name}"] for name in ("bruttokaltmiete_m_bg", "heizkosten_m_bg")]
    summe = [Decimal(str(kalt)) + Decimal(str(warm)) for kalt, warm in zip(*teile, strict=True)]
    return zahlen.spalte("kosten_der_unterkunft_m_bg") or [], summe


def _ist_sgb12(h: Haushalt, i: int, name: str) -> bool:
    gruppe = sgb2.bg(h)
    hier = [k for k in range(h.anzahl) if gruppe[k] == gruppe[i]] if name.endswith("_bg") else [i]
    anspruch = name.startswith(("betrag", "anspruchshöhe"))
    return not anspruch and any(h.alter(k) >= 67 for k in hier)


def pruefe_faelle(unsere: Unsere, pakete: Path, bereich: str) -> Bilanz:
    """Alle Prüffälle eines Bereichs."""
    bilanz = Bilanz(bereich)
    eintraege = abweichungen.lies(HIER / "abweichungen.toml", bereich)
    laufend = []
    for fall in faelle.lies(pakete, bereich):
        if fall.ausgelassen:
            bilanz.ausgelassen.append(fall.name)
        else:
            laufend.append(fall.haushalt)
    prueflinge = [Pruefling(h, vergleiche_sgb2, "lage", sgb2.lage) for h in laufend]
    antworten = unsere.rechne([p.auftrag(unsere, ()) for p in prueflinge])
    abweichend = []
    for p, antwort in zip(prueflinge, antworten, strict=True):
        p.offen = vergleiche_sgb2(p.h, antwort, bilanz)
        bilanz.faelle += 1
        if p.offen:
            abweichend.append(p)
        else:
            bilanz.gleich += 1
    zuerst = {p.h.name: p.offen for p in abweichend}
    abweichungen.erklaere(unsere, abweichend, eintraege)
    for p in abweichend:
        if p.offen:
            bilanz.unerklaert.append(
                f"{p.h.name}\n    vorher: {'; '.join(zuerst[p.h.name])}"
                f"\n    mit {[e.id for e in p.menge]}: {'; '.join(p.offen)}"
            )
        else:
            bilanz.erklaerte += 1
            bilanz.erklaert.update(e.id for e in p.menge)
    return bilanz


def zeige(bilanz: Bilanz) -> None:
    """Die Tabelle eines Bereichs."""
    print(
        f"\n{bilanz.name}: {bilanz.faelle} Fälle, {bilanz.groessen} Größen verglichen; "
        f"gleich {bilanz.gleich}, mit Grund abweichend {bilanz.erklaerte}, "
        f"unerklärt {len(bilanz.unerklaert)}"
    )
    for name, anzahl in sorted(bilanz.erklaert.items()):
        print(f"  {anzahl:>6}  {name}")
    for grund, anzahl in sorted(bilanz.nicht_unser.items()):
        print(f"  nicht verglichen ({anzahl}): {grund}")
    for name in bilanz.ausgelassen:
        print(f"  von GETTSIM selbst ausgelassen: {name}")
    for fall in bilanz.unerklaert:
        print(f"  UNERKLÄRT {fall}")


def main() -> int:
    """Der Aufruf aus xtask; die Pfade kommen von dort."""
    zeichen = argparse.ArgumentParser(description=__doc__)
    zeichen.add_argument("--programm", type=Path, required=True)
    zeichen.add_argument("--parameter", type=Path, required=True)
    zeichen.add_argument("--pakete", type=Path, required=True)
    zeichen.add_argument("--ordner", type=Path, required=True)
    zeichen.add_argument("--personen", type=int, default=10_000)
    args = zeichen.parse_args()
    unsere = Unsere(args.programm, args.parameter, args.ordner)
    bilanzen = [pruefe_faelle(unsere, args.pakete, "sgb2")]
    for bilanz in bilanzen:
        zeige(bilanz)
    return 1 if any(b.unerklaert for b in bilanzen) else 0


if __name__ == "__main__":
    sys.exit(main())
