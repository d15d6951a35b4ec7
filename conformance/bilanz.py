"""Was verglichen wurde: gleich, mit Grund abweichend, unerklärt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import sgb2
from abweichungen import Pruefling
from modell import DULDUNG_SUMME, Haushalt

# Größen der Fälle, die nicht unsere sind, mit Grund.
NICHT_UNSER = {
    "anerkannte_warmmiete_je_qm_m": "GETTSIMs Faustregel; bei uns eine örtliche Grenze der Eingabe",
    "berechtigte_wohnfläche": "GETTSIMs Faustregel; bei uns eine örtliche Grenze der Eingabe",
}
# Größen aus mehreren gerundeten Teilen.
SUMMEN = ("anspruchshöhe", "betrag", "ungedeckter", "anzurechnendes", "netto", "einkommen_zur")
# Größen in den Fällen der Nachbarn, die nicht unsere sind, mit Grund.
FREMD = {
    "freibetrag_m": "Freibetrag je Mitglied; bei uns des Haushalts, geprüft über den Betrag",
    "mindesteinkommen_erreicht_wthh": "Plausibilität nach der Verwaltungsvorschrift, kein Gesetz",
    "einkommen_für_mindesteinkommen_m_wthh": "Plausibilität nach der Verwaltungsvorschrift",
    "regelbedarf_m_bg": "Bedarf für die Plausibilität; verglichen bei den Fällen zum SGB II",
    "regelbedarf_m_wthh": "Bedarf für die Plausibilität; verglichen bei den Fällen zum SGB II",
    "bruttokaltmiete_m_wthh": "Kopfteil der Miete; bei uns nach § 11 Abs. 3 WoGG im Betrag",
    "wthh_id": "Teilhaushalte sind bei uns eine Angabe (§ 7 WoGG)",
    "kind_festgelegter_zahlbetrag_m": "Unterhalt nach bürgerlichem Recht (§ 1612a BGB), keine Leistung",
    "bruttokaltmiete_m_bg": "Kopfteil der Miete; verglichen bei den Fällen zum SGB II",
}
OHNE_RECHT = "für diesen Monat ist kein Recht hinterlegt"
Groessen = Callable[[Haushalt, dict[str, Any]], dict[str, list[Decimal]]]
SGB12 = "Menschen über der Altersgrenze gehören zum SGB XII; verglichen wird nur ihr Anspruch"


@dataclass
class Bilanz:
    """Was in einem Bereich verglichen wurde."""

    name: str
    einheit: str = "Fälle"
    menschen: int = 0
    faelle: int = 0
    gleich: int = 0
    groessen: int = 0
    erklaert: Counter[str] = field(default_factory=Counter)
    erklaerte: int = 0
    unerklaert: list[str] = field(default_factory=list)
    ausgelassen: list[str] = field(default_factory=list)
    nicht_unser: Counter[str] = field(default_factory=Counter)
    ohne_recht: list[str] = field(default_factory=list)

    def buche(self, p: Pruefling, vorher: list[str]) -> None:
        """Zählt einen Haushalt, der abwich, als erklärt oder unerklärt."""
        if p.offen == [OHNE_RECHT]:
            self.faelle -= 1
            self.ohne_recht.append(p.h.name)
            return
        if not p.offen:
            self.erklaerte += 1
            self.erklaert.update(e.id for e in p.menge)
            return
        self.unerklaert.append(
            f"{p.h.name}\n    vorher: {'; '.join(vorher)}"
            f"\n    mit {[e.id for e in p.menge]}: {'; '.join(p.offen)}"
        )

    def zeige(self) -> None:
        """Die Tabelle eines Bereichs."""
        menschen = f", {self.menschen} Menschen" if self.menschen else ""
        print(
            f"\n{self.name}: {self.faelle} {self.einheit}{menschen}, {self.groessen} Größen "
            f"verglichen; gleich {self.gleich}, mit Grund abweichend {self.erklaerte}, "
            f"unerklärt {len(self.unerklaert)}"
        )
        for name, anzahl in sorted(self.erklaert.items()):
            print(f"  {anzahl:>6}  {name}")
        for grund, anzahl in sorted(self.nicht_unser.items()):
            print(f"  nicht verglichen ({anzahl}): {grund}")
        for name in self.ohne_recht:
            print(f"  nicht gerechnet, {OHNE_RECHT}: {name}")
        for name in self.ausgelassen:
            print(f"  von GETTSIM selbst ausgelassen: {name}")
        for fall in self.unerklaert[:40]:
            print(f"  UNERKLÄRT {fall}")


def vergleiche_nachbar(
    h: Haushalt, antwort: dict[str, Any], groessen: Groessen, bilanz: Bilanz | None = None
) -> list[str]:
    """Die Größen einer benachbarten Leistung, die abweichen."""
    if antwort["betraege"] is None:
        return [OHNE_RECHT]
    unsere = groessen(h, antwort)
    offen = []
    for ziel, erwartet in h.ziele.items():
        name = "__".join(ziel.split("__")[-2:])
        spalte = unsere.get(ziel, unsere.get(name, unsere.get(ziel.split("__")[-1])))
        if spalte is None:
            grund = FREMD.get(ziel.split("__")[-1]) or FREMD.get(ziel)
            if grund is None:
                offen.append(f"{ziel}: nicht zugeordnet")
            elif bilanz:
                bilanz.nicht_unser[f"{ziel}: {grund}"] += len(erwartet)
            continue
        for i, (unser, ihr) in enumerate(zip(spalte, erwartet, strict=True)):
            if bilanz:
                bilanz.groessen += 1
            if abs(unser - Decimal(str(float(ihr)))) > h.genau:
                offen.append(f"{name}[{i}]: wir {unser}, GETTSIM {ihr}")
    return offen


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
            duldung = max(h.genau, DULDUNG_SUMME) if name.startswith(SUMMEN) else h.genau
            if abs(Decimal(unser) - Decimal(str(ihr))) > duldung:
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
