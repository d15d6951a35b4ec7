"""Erzeugt Haushalte aus einer Saat: gleiche Saat, gleicher Tag, gleiche Menschen."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from modell import Haushalt

# Tage, an denen beide Seiten Recht haben: vor und nach jeder Änderung, die Geld bewegt.
TAGE = (
    date(2005, 1, 1),
    date(2005, 10, 1),
    date(2006, 8, 1),
    date(2007, 7, 1),
    date(2008, 7, 1),
    date(2009, 7, 1),
    date(2011, 1, 1),
    date(2011, 4, 1),
    date(2011, 7, 1),
    date(2012, 1, 1),
    date(2013, 1, 1),
    date(2014, 1, 1),
    date(2015, 1, 1),
    date(2016, 1, 1),
    date(2017, 1, 1),
    date(2018, 1, 1),
    date(2019, 1, 1),
    date(2020, 1, 1),
    date(2021, 1, 1),
    date(2022, 1, 1),
    date(2022, 7, 1),
    date(2023, 1, 1),
    date(2023, 7, 1),
    date(2024, 1, 1),
    date(2025, 12, 1),
)
FORMEN = (
    ("allein", 38),
    ("paar", 14),
    ("alleinerziehend", 24),
    ("familie", 24),
)


@dataclass
class Mensch:
    """Ein Mensch mit dem, was GETTSIM von ihm wissen will."""

    alter: int
    partner: int = -1
    eltern: list[int] = field(default_factory=list)
    werte: dict[str, Any] = field(default_factory=dict)


def haushalte(saat: int, tag: date, personen: int) -> list[Haushalt]:
    """So viele Haushalte, bis mindestens so viele Menschen beisammen sind."""
    zufall = random.Random(f"{saat}/{tag}")
    alle: list[Haushalt] = []
    menschen = 0
    while menschen < personen:
        neu = _haushalt(zufall, tag, len(alle), menschen)
        menschen += neu.anzahl
        alle.append(neu)
    return alle


def _haushalt(zufall: random.Random, tag: date, nummer: int, ab: int) -> Haushalt:
    form = zufall.choices([f for f, _ in FORMEN], [g for _, g in FORMEN])[0]
    menschen = [_erwachsen(zufall)]
    if form in ("paar", "familie"):
        menschen.append(_erwachsen(zufall))
        menschen[0].partner, menschen[1].partner = 1, 0
    if form in ("alleinerziehend", "familie"):
        eltern = list(range(len(menschen)))
        for _ in range(zufall.choices((1, 2, 3, 4, 5), (42, 34, 15, 6, 3))[0]):
            menschen.append(_kind(zufall, eltern, tag, allein=form == "alleinerziehend"))
    if form == "alleinerziehend":
        menschen[0].werte["familie__alleinerziehend"] = True
    return _in_spalten(zufall, tag, nummer, ab, menschen)


def _erwachsen(zufall: random.Random) -> Mensch:
    mensch = Mensch(zufall.randint(25, 60))
    mensch.werte |= _lohn(zufall)
    if "einnahmen__bruttolohn_m" not in mensch.werte and zufall.random() < 0.2:
        mensch.werte["sozialversicherung__arbeitslosen__betrag_m"] = _cent(zufall, 250, 1400)
    if zufall.random() < 0.05:
        mensch.werte["elterngeld__betrag_m"] = float(zufall.randint(300, 900))
    if zufall.random() < 0.04:
        mensch.werte["einnahmen__kapitalerträge_m"] = _cent(zufall, 1, 40)
    if zufall.random() < 0.06:
        mensch.werte["vermögen"] = float(zufall.randint(1, 70) * 1000)
    return mensch


def _lohn(zufall: random.Random) -> dict[str, Any]:
    art = zufall.choices(("keiner", "klein", "teil", "voll"), (52, 20, 18, 10))[0]
    if art == "keiner":
        return {}
    if art == "klein":
        return {"einnahmen__bruttolohn_m": _cent(zufall, 50, 450)}
    von, bis = (450, 1500) if art == "teil" else (1500, 3200)
    brutto = _cent(zufall, von, bis)
    abzug = round(brutto * zufall.uniform(0.12, 0.24 if art == "teil" else 0.34), 2)
    return {
        "einnahmen__bruttolohn_m": brutto,
        "sozialversicherung__beiträge_versicherter_m": abzug,
    }


def _kind(zufall: random.Random, eltern: list[int], tag: date, *, allein: bool) -> Mensch:
    kind = Mensch(zufall.choices((zufall.randint(0, 17), zufall.randint(18, 24)), (88, 12))[0])
    kind.eltern = eltern
    kind.werte["kindergeld__in_ausbildung"] = kind.alter >= 6
    if kind.alter >= 18 and zufall.random() < 0.3:
        kind.werte["einnahmen__bruttolohn_m"] = _cent(zufall, 100, 450)
    if allein and zufall.random() < 0.55:
        if zufall.random() < 0.5 and kind.alter < (18 if tag >= date(2017, 7, 1) else 12):
            kind.werte["unterhaltsvorschuss__betrag_m"] = float(zufall.randint(110, 390))
        else:
            kind.werte["unterhalt__tatsächlich_erhaltener_betrag_m"] = _cent(zufall, 50, 700)
    return kind


def _cent(zufall: random.Random, von: int, bis: int) -> float:
    return zufall.randint(von * 100, bis * 100) / 100


def _in_spalten(
    zufall: random.Random, tag: date, nummer: int, ab: int, menschen: list[Mensch]
) -> Haushalt:
    koepfe = len(menschen)
    flaeche = float(zufall.randint(26, 44) + 14 * koepfe)
    wohnung = {
        "wohnen__bruttokaltmiete_m_hh": round(flaeche * zufall.uniform(4.5, 11.5), 2),
        "wohnen__heizkosten_m_hh": round(flaeche * zufall.uniform(0.7, 2.2), 2),
        "wohnen__wohnfläche_hh": flaeche,
        "wohnen__bewohnt_eigentum_hh": zufall.random() < 0.05,
    }
    bezug = zufall.random() < 0.6
    sgb2 = "bürgergeld" if tag >= date(2023, 1, 1) else "arbeitslosengeld_2"
    spalten: dict[str, list[Any]] = {}
    for i, mensch in enumerate(menschen):
        eltern = [ab + e for e in mensch.eltern]
        # Ein halbes Jahr nach dem Geburtstag, wie in der Lage.
        monate = mensch.alter * 12 + 6
        zeile = dict.fromkeys(VORGABEN, 0.0) | mensch.werte | wohnung
        zeile |= {
            "p_id": ab + i,
            "hh_id": nummer,
            "alter": mensch.alter,
            "alter_monate": monate,
            "geburtsjahr": (tag.year * 12 + tag.month - 1 - monate) // 12,
            f"{sgb2}__bezug_im_vorjahr": bezug,
            f"{sgb2}__p_id_einstandspartner": ab + mensch.partner if mensch.partner >= 0 else -1,
            "familie__p_id_ehepartner": ab + mensch.partner if mensch.partner >= 0 else -1,
            "familie__p_id_elternteil_1": eltern[0] if eltern else -1,
            "familie__p_id_elternteil_2": eltern[1] if len(eltern) > 1 else -1,
            "kindergeld__p_id_empfänger": eltern[0] if eltern else -1,
            "einkommensteuer__p_id_kinderfreibetragsempfänger_1": eltern[0] if eltern else -1,
            "einkommensteuer__p_id_kinderfreibetragsempfänger_2": eltern[1]
            if len(eltern) > 1
            else -1,
        }
        for name in ("familie__alleinerziehend", "kindergeld__in_ausbildung"):
            zeile[name] = bool(zeile.get(name, False))
        for name, wert in zeile.items():
            spalten.setdefault(name, []).append(wert)
    return Haushalt(f"{tag}/{nummer}", tag, spalten)


VORGABEN = (
    "arbeitsstunden_w",
    "einnahmen__bruttolohn_m",
    "einnahmen__kapitalerträge_m",
    "elterngeld__betrag_m",
    "sozialversicherung__arbeitslosen__betrag_m",
    "sozialversicherung__beiträge_versicherter_m",
    "unterhalt__tatsächlich_erhaltener_betrag_m",
    "unterhaltsvorschuss__betrag_m",
    "vermögen",
)
