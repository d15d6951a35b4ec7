"""`cargo xtask conformance`: GETTSIMs Prüffälle und erzeugte Menschen durch beide Rechnungen."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import abweichungen
import faelle
import nachbarn
import personen
import selbsttest
import wohngeld
from abweichungen import Pruefling
from bilanz import Bilanz, vergleiche_nachbar
from modell import Haushalt
from unsere import Unsere

NACHBARN = {
    "kindergeld": (nachbarn.frage_kindergeld, nachbarn.groessen_kindergeld),
    "unterhaltsvorschuss": (
        nachbarn.frage_unterhaltsvorschuss,
        nachbarn.groessen_unterhaltsvorschuss,
    ),
    "kinderzuschlag": (nachbarn.frage_kinderzuschlag, nachbarn.groessen_kinderzuschlag),
    "wohngeld": (wohngeld.frage_wohngeld, wohngeld.groessen_wohngeld),
}
# Bereiche, die niemand rechnet, mit Grund; die Zahl der Fälle nennt der Lauf.
NICHT_GERECHNET = {
    "alg1": "die Höhe des Arbeitslosengelds ist eine Tatsache aus dem Bescheid",
    "vorrang": "die Fälle geben den Bedarf vor; der Vorrang ist hier noch nicht angebunden",
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
    frage, groessen = NACHBARN[bereich]

    def vergleiche(h: Haushalt, antwort: dict[str, Any], zaehler: Bilanz | None = None) -> list[str]:
        return vergleiche_nachbar(h, antwort, groessen, zaehler)

    prueflinge = [Pruefling(h, vergleiche, "nachbar", frage) for h in laufend]
    personen.pruefe_alle(unsere, prueflinge, eintraege, bilanz)
    return bilanz


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
    for bereich, grund in NICHT_GERECHNET.items():
        print(f"\n{bereich}: {len(faelle.lies(args.pakete, bereich))} Fälle nicht gerechnet: {grund}")
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
        f"\nPrüffälle: {sum(b.faelle for b in faelle_)} gerechnet, "
        f"{sum(len(b.ausgelassen) for b in faelle_)} von GETTSIM selbst ausgelassen; "
        f"einzelne Größen: {sum(b.groessen for b in bilanzen)}"
    )
    print(f"unerklärt: {sum(len(b.unerklaert) for b in bilanzen)}")


if __name__ == "__main__":
    sys.exit(main())
