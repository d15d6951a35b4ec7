"""Prüft die Prüfung: Fehler, die wir in unsere Seite einbauen, müssen unerklärt bleiben."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bilanz import Bilanz
from unsere import Fassung, Tabellen, Unsere


def regelbedarf_zu_niedrig(reihen: Tabellen) -> None:
    """Ein Euro weniger in jeder Stufe 1."""
    for fassung in reihen["regelbedarf"]["ab"]:
        fassung["stufen"][0] = str(int(float(fassung["stufen"][0])) - 1)


def stufe_fehlt(reihen: Tabellen) -> None:
    """Die zweite Stufe des Freibetrags fällt weg."""
    for fassung in reihen["freibetrag_erwerbstaetige"]["ab"]:
        fassung["stufen"][1]["prozent"] = "0"


def mehrbedarf_zu_hoch(reihen: Tabellen) -> None:
    """13 statt 12 v. H. je Kind für Alleinerziehende."""
    for fassung in reihen["mehrbedarf"]["ab"]:
        fassung["alleinerziehend_je_kind"] = "13"


def ansprueche_vertauscht(antwort: dict[str, Any]) -> None:
    """Die ersten beiden Menschen tauschen ihre Beträge."""
    menschen = antwort.get("personen", [])
    if len(menschen) > 1:
        menschen[0], menschen[-1] = menschen[-1], menschen[0]


PARAMETER: tuple[Fassung, ...] = (regelbedarf_zu_niedrig, stufe_fehlt, mehrbedarf_zu_hoch)


def pruefe(neu: Callable[[], Unsere], pruefe_faelle: Callable[[Unsere, Path, str], Bilanz], pakete: Path) -> bool:
    """Jeder Fehler muss mindestens einen Fall unerklärt lassen."""
    gut = True
    print("\nSelbsttest: eingebaute Fehler, die auffallen müssen")
    for fehler in (*PARAMETER, ansprueche_vertauscht):
        unsere = neu()
        if fehler is ansprueche_vertauscht:
            unsere.verdreht = ansprueche_vertauscht
        else:
            unsere.fehler = (fehler,)
        unerklaert = len(pruefe_faelle(unsere, pakete, "sgb2").unerklaert)
        print(f"  {fehler.__name__}: {unerklaert} Fälle unerklärt" + ("" if unerklaert else " – UNENTDECKT"))
        gut = gut and unerklaert > 0
    return gut
