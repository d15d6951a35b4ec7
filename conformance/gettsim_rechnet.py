"""GETTSIMs Seite: ein Aufruf je Tag für alle Haushalte zugleich."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from gettsim import InputData, MainTarget, TTTargets, main
from modell import Haushalt
from ttsim.main_args import OrigPolicyObjects

ZIELE = (
    "regelsatz_m",
    "mehrbedarfsanteil_alleinerziehend",
    "kosten_der_unterkunft_m",
    "regelbedarf_m",
    "anrechnungsfreies_einkommen_m",
    "anzurechnendes_einkommen_m",
    "anspruchshöhe_m",
)
# Was GETTSIM außerdem wissen will und hier niemanden betrifft.
NULL_FLOAT = (
    "einkommensteuer__betrag_m_sn",
    "solidaritätszuschlag__betrag_m_sn",
    "einkommensteuer__einkünfte__aus_selbstständiger_arbeit__betrag_m",
    "einkommensteuer__einkünfte__aus_vermietung_und_verpachtung__betrag_m",
    "einkommensteuer__einkünfte__sonstige__alle_weiteren_m",
    "einnahmen__renten__betrag_gesamt_m",
    "grundsicherung__im_alter__überschusseinkommen_m_eg",
    "wohngeld__anspruchshöhe_m_wthh",
)
NULL_BOOL = (
    "einkommensteuer__gemeinsam_veranlagt",
    "sozialversicherung__rente__bezieht_rente",
    "sozialversicherung__rente__altersrente__hat_regelaltersgrenze_erreicht",
)


def spalten(haushalte: list[Haushalt]) -> dict[str, np.ndarray]:
    """Alle Haushalte untereinander."""
    namen = haushalte[0].spalten
    daten = {n: np.array([w for h in haushalte for w in h.spalten[n]]) for n in namen}
    anzahl = len(daten["p_id"])
    daten |= {name: np.zeros(anzahl) for name in NULL_FLOAT}
    daten |= {name: np.zeros(anzahl, dtype=bool) for name in NULL_BOOL}
    return daten


def als_baum(daten: dict[str, Any]) -> dict[str, Any]:
    """`a__b__c` als geschachtelte Tabelle."""
    baum: dict[str, Any] = {}
    for name, werte in daten.items():
        *weg, blatt = name.split("__")
        knoten = baum
        for teil in weg:
            knoten = knoten.setdefault(teil, {})
        knoten[blatt] = werte
    return baum


@lru_cache(maxsize=1)
def _vorlagen() -> OrigPolicyObjects:
    """GETTSIMs Funktionen und Parameter aller Jahre, einmal gelesen statt je Tag."""
    namen = ("column_objects_and_param_functions", "param_specs")
    gelesen = main(main_targets=[f"orig_policy_objects__{name}" for name in namen])
    return OrigPolicyObjects(**{name: gelesen["orig_policy_objects"][name] for name in namen})


@lru_cache(maxsize=1)
def rechtsstand(tag: date) -> Any:
    """GETTSIMs Recht eines Tages; einmal gebaut für alle Aufrufe dieses Tages."""
    return main(
        main_target="policy_environment",
        policy_date=tag,
        backend="numpy",
        orig_policy_objects=_vorlagen(),
    )


def rechne(tag: date, daten: dict[str, np.ndarray], ziele: list[str]) -> dict[str, np.ndarray]:
    """Ein Aufruf von GETTSIM; Ergebnisse in der Reihenfolge der Menschen."""
    # Wo niemand Lohn hat, teilt GETTSIM durch null und verwirft das Ergebnis.
    with np.errstate(invalid="ignore", divide="ignore"):
        ergebnis = _ergebnis(tag, daten, ziele)
    ergebnis = ergebnis.loc[daten["p_id"]]
    return {"__".join(spalte): ergebnis[spalte].to_numpy() for spalte in ergebnis.columns}


def _ergebnis(tag: date, daten: dict[str, np.ndarray], ziele: list[str]) -> Any:
    return main(
        main_target=MainTarget.results.df_with_nested_columns,
        policy_date=tag,
        policy_environment=rechtsstand(tag),
        input_data=InputData.tree(als_baum(daten)),
        tt_targets=TTTargets.tree(als_baum(dict.fromkeys(ziele))),
        backend="numpy",
        rounding=True,
        include_fail_nodes=False,
        include_warn_nodes=False,
    )
