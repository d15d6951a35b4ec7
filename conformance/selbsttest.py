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


def erstes_kind_mehr(reihen: Tabellen) -> None:
    """Ein Euro mehr Kindergeld für das erste Kind."""
    for fassung in reihen["kindergeld"]["ab"]:
        fassung["betraege"][0] = str(int(fassung["betraege"][0]) + 1)


def mindestunterhalt_mehr(reihen: Tabellen) -> None:
    """Ein Euro mehr Mindestunterhalt in jeder Altersstufe."""
    for fassung in reihen["mindestunterhalt"]["ab"]:
        fassung["stufen"] = [str(int(stufe) + 1) for stufe in fassung["stufen"]]


def kinderzuschlag_weniger(reihen: Tabellen) -> None:
    """Ein Euro weniger Kinderzuschlag je Kind."""
    for fassung in reihen["kinderzuschlag"]["ab"]:
        fassung["hoechstbetrag"] = str(int(fassung["hoechstbetrag"]) - 1)


def wohngeld_ohne_c(reihen: Tabellen) -> None:
    """Der Wert c der Formel fällt weg: hohes Einkommen mindert zu wenig."""
    for fassung in reihen["wohngeld"]["ab"]:
        for zeile in fassung["zeilen"]:
            zeile["c"] = "0"


def anspruch_kuerzer(reihen: Tabellen) -> None:
    """Jede Stufe der Anspruchsdauer einen Monat kürzer."""
    for fassung in reihen["anspruchsdauer"]["ab"]:
        for stufe in fassung["stufen"]:
            stufe["dauer"] -= 1


def ansprueche_vertauscht(antwort: dict[str, Any]) -> None:
    """Die ersten beiden Menschen tauschen ihre Beträge."""
    menschen = antwort.get("personen", [])
    if len(menschen) > 1:
        menschen[0], menschen[-1] = menschen[-1], menschen[0]


# In welchem Bereich welcher Fehler auffallen muss; jeder Bereich hat einen.
PARAMETER: tuple[tuple[str, Fassung], ...] = (
    ("sgb2", regelbedarf_zu_niedrig),
    ("sgb2", stufe_fehlt),
    ("sgb2", mehrbedarf_zu_hoch),
    ("kindergeld", erstes_kind_mehr),
    ("unterhaltsvorschuss", mindestunterhalt_mehr),
    ("kinderzuschlag", kinderzuschlag_weniger),
    ("wohngeld", wohngeld_ohne_c),
    ("alg1", anspruch_kuerzer),
    ("vorrang", kinderzuschlag_weniger),
)


def pruefe(neu: Callable[[], Unsere], pruefe_faelle: Callable[[Unsere, Path, str], Bilanz], pakete: Path) -> bool:
    """Jeder Fehler muss mindestens einen Fall unerklärt lassen."""
    print("\nSelbsttest: eingebaute Fehler, die auffallen müssen")
    entdeckt = []
    for bereich, fehler in PARAMETER:
        unsere = neu()
        unsere.fehler = (fehler,)
        entdeckt.append(_entdeckt(fehler.__name__, pruefe_faelle(unsere, pakete, bereich)))
    unsere = neu()
    unsere.verdreht = ansprueche_vertauscht
    bilanz = pruefe_faelle(unsere, pakete, "sgb2")
    entdeckt.append(_entdeckt(ansprueche_vertauscht.__name__, bilanz))
    return all(entdeckt)


def _entdeckt(fehler: str, bilanz: Bilanz) -> bool:
    unerklaert = len(bilanz.unerklaert)
    zahl = f"{unerklaert} Fälle unerklärt" if unerklaert else "UNENTDECKT"
    print(f"  {bilanz.name}, {fehler}: {zahl}")
    return unerklaert > 0
