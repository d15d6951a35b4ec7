"""Unsere Seite: viele Zeilen unter mehreren Fassungen der Parameter in einem Lauf."""

from __future__ import annotations

import json
import subprocess
import tempfile
import tomllib
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

Tabellen = dict[str, Any]
Fassung = Callable[[Tabellen], None]
Auftrag = tuple[str, str, dict[str, Any]]


class Unsere:
    """Das Programm und die Parameterordner, die ein Tausch braucht."""

    def __init__(self, programm: Path, parameter: Path, ordner: Path) -> None:
        self.programm = programm
        ordner.mkdir(parents=True, exist_ok=True)
        self.behalten = tempfile.TemporaryDirectory(dir=ordner)
        self.ordner = Path(self.behalten.name)
        self.dateien = {
            datei.name: tomllib.loads(datei.read_text(encoding="utf-8"))
            for datei in sorted(parameter.glob("*.toml"))
        }
        self.fassungen: dict[str, Path] = {}
        # Nur der Selbsttest setzt diese beiden: eingebaute Fehler.
        self.fehler: tuple[Fassung, ...] = ()
        self.verdreht: Callable[[dict[str, Any]], None] | None = None

    def fassung(self, name: str, aenderungen: Iterable[Fassung]) -> str:
        """Schreibt einmal einen Ordner mit geänderten Parametern."""
        if name not in self.fassungen:
            reihen = tomllib.loads("")
            for tabellen in self.dateien.values():
                reihen |= json_kopie(tabellen)
            for aendere in (*aenderungen, *self.fehler):
                aendere(reihen)
            ziel = self.ordner / str(len(self.fassungen))
            ziel.mkdir(parents=True, exist_ok=True)
            for datei, tabellen in self.dateien.items():
                teil = {reihe: reihen[reihe] for reihe in tabellen}
                (ziel / datei).write_text(als_toml(teil), encoding="utf-8")
            self.fassungen[name] = ziel
        return name

    def rechne(self, auftraege: Iterable[Auftrag]) -> list[dict[str, Any]]:
        """Je Auftrag (Fassung, Art, Inhalt) eine Antwort, in derselben Reihenfolge."""
        eingebaut = self.fassung("eingebaut", ()) if self.fehler else "-"
        auftraege = list(auftraege)
        noetig = {name for name, _, _ in auftraege} | {eingebaut}
        zeilen = [
            f"{eingebaut if name == '-' else name}\t{art}\t{json.dumps(inhalt, ensure_ascii=False)}\n"
            for name, art, inhalt in auftraege
        ]
        if not zeilen:
            return []
        rechte = [f"{name}={ordner}" for name, ordner in self.fassungen.items() if name in noetig]
        lauf = subprocess.run(
            [str(self.programm), *rechte],
            input="".join(zeilen),
            capture_output=True,
            text=True,
            check=False,
            encoding="utf-8",
        )
        if lauf.returncode != 0:
            raise SystemExit(f"{self.programm.name}: {lauf.stderr.strip()}")
        antworten = [json.loads(zeile) for zeile in lauf.stdout.splitlines()]
        if self.verdreht:
            for antwort in antworten:
                self.verdreht(antwort)
        return antworten


def json_kopie(wert: Any) -> Any:
    """Eine tiefe Kopie ohne Umweg über Text."""
    if isinstance(wert, dict):
        return {name: json_kopie(teil) for name, teil in wert.items()}
    if isinstance(wert, list):
        return [json_kopie(teil) for teil in wert]
    return wert


def als_toml(reihen: Tabellen) -> str:
    """Unsere Parameterdateien als TOML: Reihen, darin Felder und Fassungen."""
    zeilen = []
    for reihe, felder in reihen.items():
        zeilen.append(f"[{reihe}]")
        zeilen += [f"{name} = {_wert(w)}" for name, w in felder.items() if name != "ab"]
        for fassung in felder.get("ab", ()):
            zeilen.append(f"\n[[{reihe}.ab]]")
            zeilen += [f"{name} = {_wert(w)}" for name, w in fassung.items()]
        zeilen.append("")
    return "\n".join(zeilen) + "\n"


def _wert(wert: Any) -> str:
    if isinstance(wert, bool):
        return str(wert).lower()
    if isinstance(wert, date):
        return wert.isoformat()
    if isinstance(wert, str):
        return json.dumps(wert, ensure_ascii=False)
    if isinstance(wert, list):
        return f"[{', '.join(_wert(teil) for teil in wert)}]"
    if isinstance(wert, dict):
        return "{ " + ", ".join(f"{n} = {_wert(w)}" for n, w in wert.items()) + " }"
    return str(wert)
