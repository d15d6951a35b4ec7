"""`cargo xtask bench law`, GETTSIMs Seite: derselbe Tag, dieselben Haushalte, CPU-Sekunden.

Der Rechenschritt allein ist die Funktion, die GETTSIM aus seinem Graphen baut, auf vorbereiteten
Spalten; gemessen ab dem zweiten Aufruf. Der ganze Aufruf baut Recht, Graph und Funktion mit. Die
Haushalte gehen als Lagen in eine Datei für unsere Seite.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from datetime import date
from pathlib import Path

import erzeugen
import gettsim_rechnet
import numpy as np
import sgb2
from gettsim import InputData, TTTargets, main

TAG = date(2025, 12, 1)
# So lange wird der Rechenschritt wiederholt.
MINDESTENS_S = 2.0


def messe(daten: dict[str, np.ndarray], ziele: list[str]) -> tuple[float, float, float]:
    """CPU-Sekunden: ganzer Aufruf mit Recht, ganzer Aufruf mit fertigem Recht, Rechenschritt."""
    gettsim_rechnet.rechtsstand.cache_clear()
    kalt = _dauer(lambda: gettsim_rechnet.rechne(TAG, daten, ziele))
    warm = _dauer(lambda: gettsim_rechnet.rechne(TAG, daten, ziele))
    teile = main(
        main_targets=["tt_function", "processed_data", "labels__root_nodes"],
        policy_date=TAG,
        policy_environment=gettsim_rechnet.rechtsstand(TAG),
        input_data=InputData.tree(gettsim_rechnet.als_baum(daten)),
        tt_targets=TTTargets.tree(gettsim_rechnet.als_baum(dict.fromkeys(ziele))),
        backend="numpy",
        include_fail_nodes=False,
        include_warn_nodes=False,
    )
    wurzeln = teile["labels"]["root_nodes"]
    spalten = {n: w for n, w in teile["processed_data"].items() if n in wurzeln}
    rechne = teile["tt_function"]
    rechne(spalten)
    laeufe, dauer = 0, 0.0
    while dauer < MINDESTENS_S:
        dauer += _dauer(lambda: rechne(spalten))
        laeufe += 1
    return kalt, warm, dauer / laeufe


def _dauer(arbeit: object) -> float:
    vorher = time.process_time()
    arbeit()  # type: ignore[operator]
    return time.process_time() - vorher


def haupt() -> None:
    """Erzeugt, schreibt die Lagen und misst; die letzte Zeile liest xtask."""
    zeichen = argparse.ArgumentParser(description=__doc__)
    for pfad in ("parameter", "pakete", "ordner", "lagen"):
        zeichen.add_argument(f"--{pfad}", type=Path, required=True)
    zeichen.add_argument("--personen", type=int, required=True)
    args = zeichen.parse_args()
    haushalte = erzeugen.haushalte(20260701, TAG, args.personen)
    with args.lagen.open("w", encoding="utf-8") as datei:
        for h in haushalte:
            datei.write(json.dumps(sgb2.lage(h), ensure_ascii=False) + "\n")
    ziele = [f"{haushalte[0].sgb2}__{ziel}" for ziel in gettsim_rechnet.ZIELE]
    menschen = sum(h.anzahl for h in haushalte)
    daten = gettsim_rechnet.spalten(haushalte)
    del haushalte
    kalt, warm, schritt = messe(daten, ziele)
    speicher = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    mikro = [round(1e6 * wert) for wert in (kalt, warm, schritt)]
    print("ERGEBNIS", menschen, *mikro, speicher)


if __name__ == "__main__":
    haupt()
