"""`cargo xtask conformance`: GETTSIMs Prüffälle und erzeugte Menschen durch beide Rechnungen."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import abweichungen
import arbeitslosengeld
import faelle
import nachbarn
import personen
import selbsttest
import vorrang
import wohngeld
from abweichungen import Pruefling
from bilanz import Bilanz, fremder_grund, vergleiche_nachbar
from modell import Haushalt
from unsere import Unsere

# Bereich, Art der Anfrage, Frage und Größen.
NACHBARN = {
    "kindergeld": ("nachbar", nachbarn.frage_kindergeld, nachbarn.groessen_kindergeld),
    "unterhaltsvorschuss": (
        "nachbar",
        nachbarn.frage_unterhaltsvorschuss,
        nachbarn.groessen_unterhaltsvorschuss,
    ),
    "kinderzuschlag": ("nachbar", nachbarn.frage_kinderzuschlag, nachbarn.groessen_kinderzuschlag),
    "wohngeld": ("nachbar", wohngeld.frage_wohngeld, wohngeld.groessen_wohngeld),
    "alg1": (
        "nachbar",
        arbeitslosengeld.frage_arbeitslosengeld,
        arbeitslosengeld.groessen_arbeitslosengeld,
    ),
    "vorrang": ("vorrang", vorrang.frage_vorrang, vorrang.groessen_vorrang),
}
HIER = Path(__file__).parent


def pruefe_faelle(unsere: Unsere, pakete: Path, bereich: str) -> Bilanz:
    """Alle Prüffälle eines Bereichs."""
    bilanz = Bilanz(bereich)
    eintraege = abweichungen.lies(HIER / "abweichungen.toml", bereich)
    alle = faelle.lies(pakete, bereich)
    bilanz.ausgelassen = [fall.name for fall in alle if fall.ausgelassen]
    laufend = [fall.haushalt for fall in alle if not fall.ausgelassen]
    if bereich == "sgb2":
        personen.pruefe_haushalte(unsere, laufend, eintraege, bilanz)
        return bilanz
    if bereich == "wohngeld":
        wohngeld.bereite_vor(laufend)
    laufend = _nur_unsere(laufend, bilanz)
    if bereich == "alg1":
        laufend = arbeitslosengeld.bereite_vor(laufend, bilanz)
    if bereich == "vorrang":
        vorrang.bereite_vor(unsere, laufend)
    art, frage, groessen = NACHBARN[bereich]

    def vergleiche(h: Haushalt, antwort: dict[str, Any], zaehler: Bilanz | None = None) -> list[str]:
        return vergleiche_nachbar(h, antwort, groessen, zaehler)

    prueflinge = [Pruefling(h, vergleiche, art, frage) for h in laufend]
    personen.pruefe_alle(unsere, prueflinge, eintraege, bilanz)
    return bilanz


def _nur_unsere(haushalte: list[Haushalt], bilanz: Bilanz) -> list[Haushalt]:
    """Ein Fall, in dem keine Größe unsere ist, zählt nicht als verglichen."""
    unsere = []
    for h in haushalte:
        gruende = {fremder_grund(ziel) for ziel in h.ziele}
        if None in gruende:
            unsere.append(h)
        else:
            bilanz.nicht_unser_faelle.append(f"{h.name}: {'; '.join(sorted(map(str, gruende)))}")
    return unsere


def main() -> int:
    """Der Aufruf aus xtask; die Pfade kommen von dort."""
    zeichen = argparse.ArgumentParser(description=__doc__)
    for pfad in ("programm", "parameter", "pakete", "ordner"):
        zeichen.add_argument(f"--{pfad}", type=Path, required=True)
    zeichen.add_argument("--personen", type=int, default=10_000)
    zeichen.add_argument("--saat", type=int, default=20260701)
    zeichen.add_argument("--selbsttest", action="store_true")
    args = zeichen.parse_args()

    def neu() -> Unsere:
        return Unsere(args.programm, args.parameter, args.ordner)

    unsere = neu()
    bilanzen = [pruefe_faelle(unsere, args.pakete, bereich) for bereich in ("sgb2", *NACHBARN)]
    if args.personen:
        sgb2 = abweichungen.lies(HIER / "abweichungen.toml", "sgb2")
        bilanzen.append(personen.pruefe(unsere, sgb2, args.saat, args.personen))
    for bilanz in bilanzen:
        bilanz.zeige()
    gut = not any(b.unerklaert for b in bilanzen)
    if args.personen:
        gut = _keiner_ist_tot(bilanzen) and gut
    if args.selbsttest:
        gut = selbsttest.pruefe(neu, pruefe_faelle, args.pakete) and gut
    _schluss(bilanzen)
    return 0 if gut else 1


def _keiner_ist_tot(bilanzen: list[Bilanz]) -> bool:
    """Ein Eintrag, der nichts erklärt, ist tot."""
    erklaeren = {name for bilanz in bilanzen for name in bilanz.erklaert}
    bereiche = ("sgb2", *NACHBARN)
    alle = [e.id for b in bereiche for e in abweichungen.lies(HIER / "abweichungen.toml", b)]
    tote = [name for name in alle if name not in erklaeren]
    for name in tote:
        print(f"TOT: {name} erklärt keinen Fall")
    return not tote


def _schluss(bilanzen: list[Bilanz]) -> None:
    """Die Summen; die letzte Zeile ist die, die ein Mensch sucht."""
    faelle_ = [b for b in bilanzen if not b.menschen]
    print(
        f"\nPrüffälle: {sum(b.faelle for b in faelle_)} verglichen, "
        f"{sum(len(b.nicht_unser_faelle) for b in faelle_)} nicht unser, "
        f"{sum(len(b.ausgelassen) for b in faelle_)} von GETTSIM selbst ausgelassen; "
        f"einzelne Größen: {sum(b.groessen for b in bilanzen)}"
    )
    print(f"unerklärt: {sum(len(b.unerklaert) for b in bilanzen)}")


if __name__ == "__main__":
    sys.exit(main())
