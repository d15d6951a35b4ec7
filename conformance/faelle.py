"""Liest die Prüffälle, die mit GETTSIM installiert sind. Nichts davon steht in diesem Projekt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from modell import DULDUNG, Haushalt

ORDNER = Path("gettsim/tests_germany/policy_cases")
# Bereich dieses Projekts und GETTSIMs Ordner.
BEREICHE = {
    "sgb2": ("arbeitslosengeld_2", "bürgergeld"),
    "kinderzuschlag": ("kinderzuschlag",),
    "wohngeld": ("wohngeld",),
    "unterhaltsvorschuss": ("unterhaltsvorschuss", "unterhalt"),
    "kindergeld": ("kindergeld",),
    "alg1": ("sozialversicherung/arbeitslosengeld",),
    "vorrang": ("vorrangprüfungen",),
}


@dataclass(frozen=True)
class Fall:
    """Ein Prüffall: Haushalte in Spalten mit erwarteten Größen."""

    name: str
    haushalt: Haushalt
    # GETTSIM selbst lässt ihn aus.
    ausgelassen: bool


def lies(pakete: Path, bereich: str) -> list[Fall]:
    """Alle Fälle eines Bereichs, auch die ausgelassenen, nach Namen geordnet."""
    wurzel = pakete / ORDNER
    dateien = [d for ordner in BEREICHE[bereich] for d in (wurzel / ordner).rglob("*.yaml")]
    return [_fall(wurzel, datei) for datei in sorted(dateien)]


def _fall(wurzel: Path, datei: Path) -> Fall:
    roh = yaml.safe_load(datei.read_text(encoding="utf-8"))
    name = datei.relative_to(wurzel).as_posix().removesuffix(".yaml")
    eingabe = {}
    for teil in ("provided", "assumed"):
        eingabe |= dict(_flach(roh["inputs"].get(teil) or {}))
    genau = Decimal(str(roh.get("info", {}).get("precision_atol", 0.01)))
    ausgelassen = "skip" in datei.stem or "skip" in datei.parent.name
    haushalt = Haushalt(
        name=name,
        datum=date.fromisoformat(datei.parent.name.removeprefix("skip_")[:10].ljust(4, "0"))
        if not ausgelassen
        else date(2020, 1, 1),
        spalten=eingabe,
        ziele=dict(_flach(roh["outputs"])),
        genau=max(genau + Decimal("0.0001"), DULDUNG),
    )
    return Fall(name, haushalt, ausgelassen)


def _flach(baum: dict[str, Any], vor: str = "") -> Iterator[tuple[str, list[Any]]]:
    for name, wert in baum.items():
        if isinstance(wert, dict):
            yield from _flach(wert, f"{vor}{name}__")
        else:
            yield f"{vor}{name}", wert
