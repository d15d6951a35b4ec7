"""Vorrangprüfung: GETTSIMs Fälle als Anfragen an `nahtlos vorrang`.

Die Fälle geben Bedarf, Einkommen, Wohngeld und Kinderzuschlag vor und fragen, was gezahlt wird. Der
Bedarf wird bei uns aus Regelbedarf, Mehrbedarf und einer Miete, die den Rest ausmacht; das Wohngeld ist
das bewilligte. Einkommen, Anspruch, ob der Kinderzuschlag die Hilfebedürftigkeit vermeidet (§ 6a Abs. 1
Nr. 3 BKGG) und ob alle drei Monate am Stück ohne SGB II auskommen (§ 12a Satz 2 Nr. 2 SGB II), rechnen
wir. Die drei Monate sind in jedem Fall gleich, darum ist GETTSIMs Frage nach einem Monat dieselbe.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import sgb2
from modell import Haushalt, Lage, text
from unsere import Unsere

NULL = Decimal(0)
# § 6 Abs. 1 Nr. 1 GrusiGV: die Fälle nennen das Einkommen nach dieser Absetzung.
PAUSCHALE = Decimal(30)
# § 6a Abs. 2 BKGG bis Juni 2016, je Kind; bis Juni 2019 mindert Einkommen des Kindes voll.
HOECHSTENS = Decimal(140)
UEBER_MINDESTEINKOMMEN = "2000.00"
REST = "unterkunft_m"


def bereite_vor(unsere: Unsere, haushalte: list[Haushalt]) -> None:
    """Wie viel Miete zum vorgegebenen Bedarf fehlt, sagt unsere Rechnung ohne Miete."""
    antworten = unsere.rechne(("-", "lage", _lage(h)) for h in haushalte)
    for h, antwort in zip(haushalte, antworten, strict=True):
        ohne = sum((Decimal(p["bedarf"]) for p in antwort["personen"]), NULL)
        h.spalten[REST] = [max(NULL, _summe(h, f"{h.sgb2}__regelbedarf_m") - ohne)] * h.anzahl


def _summe(h: Haushalt, spalte: str) -> Decimal:
    return sum((Decimal(str(h.wert(spalte, i, 0))) for i in range(h.anzahl)), NULL)


def _lage(h: Haushalt) -> Lage:
    lage = sgb2.lage(h)
    lage["wohnung"] |= {"grundmiete": text(h.wert(REST, 0, 0)), "heizung": "0.00"}
    for i, person in enumerate(lage["personen"]):
        person["alleinerziehend"] = "nein"
        netto = Decimal(str(h.wert(f"{h.sgb2}__nettoeinkommen_nach_abzug_freibetrag_m", i, 0)))
        zeilen = [{"art": "sonstiges", "betrag": text(netto + PAUSCHALE)}] if netto > 0 else []
        if h.eltern(i) and _zuschlag(h) > 0:
            zeilen.append({"art": "kindergeld", "betrag": "0.00"})
        person["einkommen"] = zeilen
    return lage


def _zuschlag(h: Haushalt) -> Decimal:
    """Der vorgegebene Kinderzuschlag vor der Prüfung, je Bedarfsgemeinschaft."""
    return Decimal(str(h.wert("kinderzuschlag__basisbetrag_m_bg", 0, 0)))


def frage_vorrang(h: Haushalt) -> Lage:
    """Der Kinderzuschlag in vorgegebener Höhe: was zum Höchstbetrag fehlt, ist Einkommen der Kinder."""
    kinder = [i for i in range(h.anzahl) if h.eltern(i)]
    weniger = max(NULL, HOECHSTENS * len(kinder) - _zuschlag(h))
    mitglieder: list[Lage] = [
        {"id": sgb2.kennung(i), "steuern": False} for i in range(h.anzahl) if i not in kinder
    ]
    for i in kinder:
        eigenes = min(HOECHSTENS, weniger)
        weniger -= eigenes
        mitglieder.append({"id": sgb2.kennung(i), "kind_einkommen": text(eigenes)})
    return {
        "lage": _lage(h),
        "wohngeld": {
            "mietenstufe": 1,
            "bewilligt": text(h.wert("wohngeld__anspruchshöhe_m_wthh", 0, 0)),
        },
        "kinderzuschlag": {
            "brutto": UEBER_MINDESTEINKOMMEN,
            "erwerb": "0.00",
            "anderes": "0.00",
        },
        "mitglieder": mitglieder,
    }


def groessen_vorrang(h: Haushalt, antwort: dict[str, Any]) -> dict[str, list[Decimal]]:
    """Was nach der Entscheidung gezahlt wird: SGB II, oder Wohngeld und Kinderzuschlag."""
    spalten: dict[str, list[Decimal]] = {
        name: [NULL] * h.anzahl for name in (f"{h.sgb2}__betrag_m_bg", *ANDERE, GUENSTIGER)
    }
    for gemeinschaft in antwort["gemeinschaften"]:
        monat = gemeinschaft["monate"][0]
        if _vorrangig(gemeinschaft):
            werte = {name: Decimal(monat[feld]) for name, feld in ANDERE.items()}
            werte[GUENSTIGER] = Decimal(1)
        elif gemeinschaft["entscheidung"] == "sgb2_bleibt":
            sgb2_ = Decimal(monat["sgb2"]) + Decimal(monat["sofortzuschlag"])
            werte = {f"{h.sgb2}__betrag_m_bg": sgb2_}
        elif gemeinschaft["entscheidung"] == "kein_anspruch":
            werte = {}
        else:
            raise SystemExit(f"{h.name}: offen bleibt {antwort['offen']}")
        for i in range(h.anzahl):
            if sgb2.kennung(i) in gemeinschaft["personen"]:
                for name, wert in werte.items():
                    spalten[name][i] = wert
    return spalten


def _vorrangig(gemeinschaft: dict[str, Any]) -> bool:
    """Eine offene Frage (bis 2010 der befristete Zuschlag) hält bei uns die Pflicht auf, nicht die Zahlen."""
    zahlen = gemeinschaft["entscheidung"] == "frage" and all(m["beseitigt"] for m in gemeinschaft["monate"])
    return zahlen or gemeinschaft["entscheidung"] == "vorrang"


ANDERE = {"wohngeld__betrag_m_wthh": "wohngeld", "kinderzuschlag__betrag_m_bg": "kinderzuschlag"}
GUENSTIGER = "vorrangprüfungen__wohngeld_kinderzuschlag_vorrangig_oder_günstiger"
