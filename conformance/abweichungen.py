"""Liest `abweichungen.toml` und erklärt Abweichungen durch den Tausch genau der beteiligten Regeln.

Ein Eintrag zählt nur, wenn sein Merkmal auf die Eingabe passt *und* der Tausch GETTSIMs Beträge auf
den Cent wiedergibt. Gelten mehrere zugleich, so sucht `erklaere` die kleinste Menge: zuerst alle
anwendbaren, dann fällt weg, was entbehrlich ist.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from modell import Haushalt, Lage
from tausch import EINGABE, MERKMALE, PARAMETER
from unsere import Unsere

PFLICHT = {"id", "bereich", "norm", "warum", "merkmal"}
ERLAUBT = PFLICHT | {"von", "bis", "parameter", "eingabe"}


@dataclass(frozen=True)
class Abweichung:
    """Ein Eintrag: welche Regel bei uns anders ist, und warum."""

    id: str
    bereich: str
    norm: str
    warum: str
    merkmal: str
    von: str = "0000-00"
    bis: str = "9999-99"
    parameter: tuple[str, ...] = ()
    eingabe: tuple[str, ...] = ()

    def passt(self, h: Haushalt) -> bool:
        """Kann diese Regel den Haushalt betreffen?"""
        return self.von <= f"{h.datum:%Y-%m}" <= self.bis and MERKMALE[self.merkmal](h)


def lies(datei: Path, bereich: str) -> list[Abweichung]:
    """Alle Einträge eines Bereichs; jeder nennt Norm und Grund und tauscht etwas."""
    eintraege = []
    for roh in tomllib.loads(datei.read_text(encoding="utf-8"))["abweichung"]:
        fehlt, fremd = PFLICHT - roh.keys(), roh.keys() - ERLAUBT
        if fehlt or fremd or not (roh.get("parameter") or roh.get("eingabe")):
            raise SystemExit(f"{datei.name}, {roh.get('id')}: fehlt {fehlt}, fremd {fremd}")
        listen = {name: tuple(roh.get(name, ())) for name in ("parameter", "eingabe")}
        eintrag = Abweichung(**{**roh, **listen})
        unbekannt = (set(eintrag.parameter) - set(PARAMETER)) | (set(eintrag.eingabe) - set(EINGABE))
        if unbekannt or eintrag.merkmal not in MERKMALE:
            raise SystemExit(f"{datei.name}, {eintrag.id}: unbekannt {unbekannt or eintrag.merkmal}")
        eintraege.append(eintrag)
    return [e for e in eintraege if e.bereich == bereich]


@dataclass
class Pruefling:
    """Ein Haushalt auf dem Weg zur Erklärung."""

    h: Haushalt
    # Von der Antwort zu den Größen, die abweichen.
    vergleiche: Callable[..., list[str]]
    art: str
    lage: Callable[[Haushalt], Lage]
    menge: tuple[Abweichung, ...] = ()
    offen: list[str] = field(default_factory=list)

    def auftrag(self, unsere: Unsere, menge: Sequence[Abweichung]) -> tuple[str, str, Lage]:
        """Die Zeile für unsere Rechnung mit diesen getauschten Regeln."""
        parameter = sorted({name for e in menge for name in e.parameter}, key=list(PARAMETER).index)
        fassung = "+".join(parameter) or "-"
        if parameter:
            unsere.fassung(fassung, [PARAMETER[name] for name in parameter])
        lage = self.lage(self.h)
        for name in dict.fromkeys(name for e in menge for name in e.eingabe):
            EINGABE[name](lage, self.h)
        return fassung, self.art, lage


def rechne(unsere: Unsere, prueflinge: Sequence[Pruefling], mengen: Sequence[Any]) -> list[list[str]]:
    """Was je Prüfling mit seiner Menge getauschter Regeln noch abweicht."""
    auftraege = [p.auftrag(unsere, m) for p, m in zip(prueflinge, mengen, strict=True)]
    antworten = unsere.rechne(auftraege)
    return [p.vergleiche(p.h, a) for p, a in zip(prueflinge, antworten, strict=True)]


def erklaere(unsere: Unsere, prueflinge: list[Pruefling], eintraege: list[Abweichung]) -> None:
    """Trägt in jeden Prüfling die kleinste erklärende Menge ein, oder was offen bleibt."""
    for p in prueflinge:
        p.menge = tuple(e for e in eintraege if e.passt(p.h))
    for p, offen in zip(prueflinge, rechne(unsere, prueflinge, [p.menge for p in prueflinge]), strict=True):
        p.offen = offen
    erklaert = [p for p in prueflinge if not p.offen]
    for eintrag in eintraege:
        dabei = [p for p in erklaert if eintrag in p.menge and len(p.menge) > 1]
        ohne = [tuple(e for e in p.menge if e != eintrag) for p in dabei]
        for p, menge, offen in zip(dabei, ohne, rechne(unsere, dabei, ohne), strict=True):
            if not offen:
                p.menge = menge
