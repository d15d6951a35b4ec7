"""`cargo xtask conformance`: GETTSIMs Prüffälle und erzeugte Menschen durch beide Rechnungen."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import abweichungen
import faelle
import personen
from bilanz import Bilanz
from unsere import Unsere

HIER = Path(__file__).parent


def pruefe_faelle(unsere: Unsere, pakete: Path, bereich: str) -> Bilanz:
    """Alle Prüffälle eines Bereichs."""
    bilanz = Bilanz(bereich)
    eintraege = abweichungen.lies(HIER / "abweichungen.toml", bereich)
    alle = faelle.lies(pakete, bereich)
    bilanz.ausgelassen = [fall.name for fall in alle if fall.ausgelassen]
    laufend = [fall.haushalt for fall in alle if not fall.ausgelassen]
    personen.pruefe_haushalte(unsere, laufend, eintraege, bilanz)
    return bilanz


def main() -> int:
    """Der Aufruf aus xtask; die Pfade kommen von dort."""
    zeichen = argparse.ArgumentParser(description=__doc__)
    for pfad in ("programm", "parameter", "pakete", "ordner"):
        zeichen.add_argument(f"--{pfad}", type=Path, required=True)
    zeichen.add_argument("--personen", type=int, default=10_000)
    zeichen.add_argument("--saat", type=int, default=20260701)
    args = zeichen.parse_args()
    unsere = Unsere(args.programm, args.parameter, args.ordner)
    bilanzen = [pruefe_faelle(unsere, args.pakete, "sgb2")]
    sgb2 = abweichungen.lies(HIER / "abweichungen.toml", "sgb2")
    if args.personen:
        bilanzen.append(personen.pruefe(unsere, sgb2, args.saat, args.personen))
    for bilanz in bilanzen:
        bilanz.zeige()
    return 1 if any(b.unerklaert for b in bilanzen) else 0


if __name__ == "__main__":
    sys.exit(main())
