"""Die Schalter: was sich an unserer Rechnung ändert, damit sie GETTSIMs Regel folgt.

Ein Tausch ändert Parameter (`PARAMETER`), die Eingabe (`EINGABE`) oder beides. `MERKMALE` sagen von
der Eingabe, ob die Regel den Haushalt betreffen kann.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from modell import Haushalt, Lage, betrag, plus_monate, text
from sgb2 import KAPITAL, bg
from unsere import Tabellen
from vermoegen import freibetrag

# ── Merkmale der Eingabe ─────────────────────────────────────────────────────────────────────────


def immer(_: Haushalt) -> bool:
    """Jeder Haushalt dieser Monate."""
    return True


def hat_kind(h: Haushalt) -> bool:
    """Ein Kind unter 25 lebt bei seinen Eltern, oder für jemanden wird Kindergeld gezahlt."""
    return any(
        (h.eltern(i) or h.zeiger("kindergeld__p_id_empfänger", i) is not None) and h.alter(i) < 25
        for i in range(h.anzahl)
    )


def volljaehriges_kind(h: Haushalt) -> bool:
    """Ein Kind von 18 bis 24 lebt bei seinen Eltern."""
    return any(h.eltern(i) and 18 <= h.alter(i) < 25 for i in range(h.anzahl))


def kleines_kind(h: Haushalt) -> bool:
    """Ein Kind unter sechs lebt hier."""
    return any(h.alter(i) < 6 for i in range(h.anzahl))


def hat_einkommen(h: Haushalt) -> bool:
    """Irgendjemand hat Einkommen, auch Kindergeld."""
    spalten = [spalte for spalte in h.spalten if spalte.endswith("_m")]
    return hat_kind(h) or any(h.wert(s, i) for s in spalten for i in range(h.anzahl))


def hat_lohn(h: Haushalt) -> bool:
    """Irgendjemand hat Lohn."""
    return any(h.wert("einnahmen__bruttolohn_m", i) for i in range(h.anzahl))


def kapital(h: Haushalt) -> bool:
    """Irgendjemand hat Kapitalerträge."""
    return any(h.wert(KAPITAL, i) for i in range(h.anzahl))


def elterngeld(h: Haushalt) -> bool:
    """Irgendjemand bekommt Elterngeld."""
    return any(h.wert("elterngeld__betrag_m", i) for i in range(h.anzahl))


def vermoegend(h: Haushalt) -> bool:
    """Irgendjemand hat Vermögen."""
    return any(h.wert("vermögen", i) for i in range(h.anzahl))


def teurer_als_faustregel(h: Haushalt) -> bool:
    """Die Warmmiete übersteigt GETTSIMs Faustregel, und GETTSIM prüft sie."""
    karenz = h.datum >= date(2023, 1, 1) and not h.wert(f"{h.sgb2}__bezug_im_vorjahr", 0, False)
    return not karenz and _faustregel(h) < _warmmiete(h)


def arbeitet_viel(h: Haushalt) -> bool:
    """Ein volljähriges Kind in Ausbildung arbeitet mehr als 20 Stunden in der Woche."""
    return any(
        h.alter(i) >= 18
        and h.wert("kindergeld__in_ausbildung", i, False)
        and h.wert("arbeitsstunden_w", i, 0) > 20
        for i in range(h.anzahl)
    )


def behindert(h: Haushalt) -> bool:
    """Jemand hat einen Grad der Behinderung unter 100."""
    return any(0 < h.wert("behinderungsgrad", i, 0) < 100 for i in range(h.anzahl))


def kapital_im_jahr(h: Haushalt) -> bool:
    """Jemand hat Kapitalerträge."""
    return any(h.wert("einnahmen__kapitalerträge_y", i, 0) > 0 for i in range(h.anzahl))


def bezug_im_vorjahr(h: Haushalt) -> bool:
    """Der Haushalt bezog die Leistung schon im Vorjahr."""
    return bool(h.wert(f"{h.sgb2}__bezug_im_vorjahr", 0, False))


MERKMALE: dict[str, Callable[[Haushalt], bool]] = {
    f.__name__: f
    for f in (
        immer,
        hat_kind,
        volljaehriges_kind,
        kleines_kind,
        hat_einkommen,
        hat_lohn,
        kapital,
        elterngeld,
        vermoegend,
        teurer_als_faustregel,
        arbeitet_viel,
        behindert,
        kapital_im_jahr,
        bezug_im_vorjahr,
    )
}

# ── Parameter ────────────────────────────────────────────────────────────────────────────────────


def _fassungen(reihen: Tabellen, reihe: str) -> list[dict[str, Any]]:
    return reihen[reihe]["ab"]


def anteile_ungerundet(reihen: Tabellen) -> None:
    """Regelleistung bis 2010 als genauer Anteil; 2005 das Mittel aus Ost und West."""
    basis = {"2005-01-01": "338", "2006-07-01": "345", "2007-07-01": "347"}
    basis |= {"2008-07-01": "351", "2009-07-01": "359"}
    for fassung in _fassungen(reihen, "regelbedarf"):
        if (eck := basis.get(str(fassung["gilt_ab"]))) is None:
            continue
        schulkind = "0.7" if str(fassung["gilt_ab"]) >= "2009-07-01" else "0.6"
        anteile = ("1", "0.9", "0.8", "0.8", schulkind, "0.6")
        fassung["stufen"] = [str(Decimal(eck) * Decimal(anteil)) for anteil in anteile]
        fassung.pop("stufen_ost", None)


def cent_von_anfang(reihen: Tabellen) -> None:
    """Nie auf volle Euro gerundet."""
    for fassung in _fassungen(reihen, "rundung"):
        fassung["anspruch"] = fassung["mehrbedarf"] = "cent"


def kinder_bis_25(reihen: Tabellen) -> None:
    """Kinder bis 25 schon vor Juli 2006 in der Gemeinschaft der Eltern."""
    for fassung in _fassungen(reihen, "bedarfsgemeinschaft"):
        fassung["kinder_unter"] = 25


def sofortzuschlag_im_bedarf(reihen: Tabellen) -> None:
    """Der Sofortzuschlag erhöht die Regelbedarfe der Stufen 3 bis 6, statt daneben zu stehen."""
    zuschlag = {str(f["gilt_ab"]): Decimal(f["betrag"]) for f in _fassungen(reihen, "sofortzuschlag")}
    fassungen = _fassungen(reihen, "regelbedarf")
    for tag in zuschlag:
        if not any(str(f["gilt_ab"]) == tag for f in fassungen):
            vorige = [f for f in fassungen if str(f["gilt_ab"]) < tag][-1]
            fassungen.append({**vorige, "gilt_ab": date.fromisoformat(tag)})
    fassungen.sort(key=lambda f: f["gilt_ab"])
    for fassung in fassungen:
        mehr = [b for tag, b in zuschlag.items() if tag <= str(fassung["gilt_ab"])][-1]
        erwachsen, kinder = fassung["stufen"][:2], fassung["stufen"][2:]
        fassung["stufen"] = erwachsen + [str(Decimal(stufe) + mehr) for stufe in kinder]
    for fassung in _fassungen(reihen, "sofortzuschlag"):
        fassung["betrag"] = "0"


def ohne_versicherungspauschale(reihen: Tabellen) -> None:
    """Keine 30 Euro von anderem Einkommen; bis September 2005 steckt sie in der Quote."""
    fassungen = _fassungen(reihen, "absetzung")
    fassungen.insert(1, {**fassungen[0], "gilt_ab": date(2005, 10, 1)})
    for fassung in fassungen[1:]:
        fassung["versicherungspauschale"] = "0"


def ohne_kleinbetrag(reihen: Tabellen) -> None:
    """Auch Einkommen bis zehn Euro zählt."""
    for fassung in _fassungen(reihen, "nicht_zu_beruecksichtigen"):
        fassung["kleinbetrag_monat"] = "0"


def ohne_pandemie(reihen: Tabellen) -> None:
    """§ 67 a. F. gilt nicht."""
    for reihe in ("vermoegen", "unterkunft"):
        for fassung in _fassungen(reihen, reihe):
            for feld in ("pandemie_monate", "erheblich_erste_person", "erheblich_weitere_person"):
                fassung.pop(feld, None)


def frist_von_anfang(reihen: Tabellen) -> None:
    """Die Frist zur Kostensenkung kann vor 2005 abgelaufen sein."""
    for fassung in _fassungen(reihen, "unterkunft"):
        if fassung["karenz_monate"] == 0:
            fassung["karenz_fruehestens"] = date(2000, 1, 1)


def karenz_ohne_uebergang(reihen: Tabellen) -> None:
    """Zeiten des Bezugs vor 2023 verbrauchen die Karenzzeit."""
    for reihe in ("vermoegen", "unterkunft"):
        for fassung in _fassungen(reihen, reihe):
            if fassung.get("karenz_monate"):
                fassung["karenz_fruehestens"] = date(2000, 1, 1)


def rbs_6_in_2017_236(reihen: Tabellen) -> None:
    """236 statt 237 Euro für Kinder unter sechs im Jahr 2017."""
    for fassung in _fassungen(reihen, "regelbedarf"):
        if str(fassung["gilt_ab"]) == "2017-01-01":
            fassung["stufen"][5] = "236"


def stufen_ab_april_2011(reihen: Tabellen) -> None:
    """Der Freibetrag von 2011 gilt schon ab dem 1. April."""
    for fassung in _fassungen(reihen, "freibetrag_erwerbstaetige"):
        if str(fassung["gilt_ab"]) == "2011-07-01":
            fassung["gilt_ab"] = date(2011, 4, 1)


def vermoegen_mindert_voll(reihen: Tabellen) -> None:
    """Kinderzuschlag vor 2023: das Vermögen der Eltern deckt nicht zuerst ihren Bedarf."""
    for fassung in _fassungen(reihen, "kinderzuschlag"):
        fassung["vermoegen_gegen_bedarf"] = False


def wohngeld_ohne_stufen(reihen: Tabellen) -> None:
    """Wohngeld bis 2015: Miete und Einkommen gehen genau in die Formel."""
    for fassung in _fassungen(reihen, "wohngeld"):
        fassung.pop("rundung_eingabe", None)


PARAMETER: dict[str, Callable[[Tabellen], None]] = {
    f.__name__: f
    for f in (
        anteile_ungerundet,
        cent_von_anfang,
        kinder_bis_25,
        sofortzuschlag_im_bedarf,
        ohne_versicherungspauschale,
        ohne_kleinbetrag,
        ohne_pandemie,
        frist_von_anfang,
        karenz_ohne_uebergang,
        rbs_6_in_2017_236,
        stufen_ab_april_2011,
        vermoegen_mindert_voll,
        wohngeld_ohne_stufen,
    )
}

# ── Eingabe ──────────────────────────────────────────────────────────────────────────────────────


def _warmmiete(h: Haushalt) -> Decimal:
    kalt = Decimal(str(h.wert("wohnen__bruttokaltmiete_m_hh", 0, 0)))
    return kalt + Decimal(str(h.wert("wohnen__heizkosten_m_hh", 0, 0)))


def _faustregel(h: Haushalt) -> Decimal:
    """10 Euro je m² bis zu einer Fläche nach Köpfen; nirgends im Gesetz."""
    flaeche = Decimal(str(h.wert("wohnen__wohnfläche_hh", 0, 0)))
    if flaeche == 0:
        return _warmmiete(h)
    koepfe = h.anzahl
    if h.wert("wohnen__bewohnt_eigentum_hh", 0, False):
        hoechstens = {1: 80, 2: 80, 3: 100, 4: 120}.get(koepfe, 120 + 20 * (koepfe - 4))
    else:
        hoechstens = 45 + 15 * (koepfe - 1)
    je_qm = min(_warmmiete(h) / flaeche, Decimal(10))
    # GETTSIM teilt je Kopf und begrenzt die Fläche je Kopf; die Summe ist dieselbe.
    return je_qm * min(flaeche, Decimal(hoechstens))


def faustregel_als_grenze(lage: Lage, h: Haushalt) -> None:
    """GETTSIMs Faustregel als mitgeteilte örtliche Grenze, die Frist längst abgelaufen."""
    monat = h.datum.replace(day=1)
    lage["wohnung"]["angemessen"] = {"gesamt": text(_faustregel(h))}
    lage["wohnung"]["kostensenkung"] = {"belehrt_am": f"{plus_monate(monat, -36)}"}
    lage["leistungsbezug_seit"] = f"{plus_monate(monat, -36):%Y-%m}"


def vermoegen_schliesst_aus(lage: Lage, h: Haushalt) -> None:
    """Wer über dem Freibetrag liegt, bekommt nichts: das Vermögen so groß, dass es alles deckt."""
    zusammen = [i for i in range(h.anzahl) if bg(h)[i] == bg(h)[0]]
    frei = freibetrag(h, zusammen)
    summe = sum(Decimal(str(h.wert("vermögen", i, 0))) for i in zusammen)
    erwachsene = [p for i, p in enumerate(lage["personen"]) if not h.eltern(i)]
    for person in lage["personen"]:
        person.pop("vermoegen", None)
    if summe > frei:
        erwachsene[0]["vermoegen"] = "9999999.00"


def _zaehlt_ganz(lage: Lage, art: str) -> None:
    for person in lage["personen"]:
        for zeile in person["einkommen"]:
            if zeile["art"] == art:
                zeile["art"] = "sonstiges"


def kapital_zaehlt_ganz(lage: Lage, _: Haushalt) -> None:
    """Kapitalerträge zählen vom ersten Cent."""
    _zaehlt_ganz(lage, "kapital")


def elterngeld_zaehlt_ganz(lage: Lage, _: Haushalt) -> None:
    """Elterngeld zählt ohne Freibetrag."""
    _zaehlt_ganz(lage, "elterngeld")


def pauschale_kommt_dazu(lage: Lage, h: Haushalt) -> None:
    """Bis September 2005: 30 Euro mehr für Volljährige ohne Lohn, damit der Abzug nichts bewirkt."""
    if h.datum >= date(2005, 10, 1):
        return
    for i, person in enumerate(lage["personen"]):
        ohne_lohn = not any(zeile["art"] == "erwerb" for zeile in person["einkommen"])
        if h.alter(i) >= 18 and ohne_lohn:
            person["einkommen"].append({"art": "sonstiges", "betrag": "30.00"})


def volljaehrige_wie_kinder(lage: Lage, h: Haushalt) -> None:
    """Auch ein Kind von 18 bis 24 bringt den Eltern die Grenze von 1 500 Euro."""
    for i in range(h.anzahl):
        if h.eltern(i) and 18 <= h.alter(i) < 25:
            for eltern in h.eltern(i):
                lage["personen"][eltern]["kind_ausserhalb"] = True


def pauschalen_bleiben_einkommen(lage: Lage, h: Haushalt) -> None:
    """Bis September 2005 mindern 30 und 15,33 Euro nur die Quote, nicht das Einkommen."""
    for i in range(h.anzahl):
        netto = Decimal(0)
        for zeile in lage["personen"][i]["einkommen"]:
            if zeile["art"] == "erwerb":
                netto += Decimal(zeile["netto"])
        if netto > 0:
            mehr = text(min(netto, betrag("45.33")))
            lage["personen"][i]["einkommen"].append({"art": "sonstiges", "betrag": mehr})


def ausbildung_ist_zweite(lage: Lage, _: Haushalt) -> None:
    """Kindergeld: jede Ausbildung gilt als weitere, Arbeit über 20 Stunden schließt aus."""
    for kind in lage["kinder"]:
        kind["nach_erster"] = True


def monat_ab_2005(lage: Lage, h: Haushalt) -> None:
    """Kindergeld: derselbe Haushalt im Januar 2005, die Kinder so alt wie im Fall."""
    jahre = 2005 - h.datum.year
    lage["monat"] = f"2005-{h.datum:%m}"
    for kind in lage["kinder"]:
        jahr, rest = kind["geboren"].split("-", 1)
        kind["geboren"] = f"{int(jahr) + jahre}-{rest}"


def pflege_unterstellt(lage: Lage, _: Haushalt) -> None:
    """Wohngeld: ein Grad unter 100 zählt auch ohne häusliche Pflege."""
    for mitglied in lage["mitglieder"]:
        mitglied["pflege"] = True


def kapital_ohne_freigrenze(lage: Lage, _: Haushalt) -> None:
    """Wohngeld: Kapitalerträge zählen vom ersten Cent."""
    for mitglied in lage["mitglieder"]:
        summe = Decimal(mitglied["sonstige"]) + Decimal(mitglied["kapital"])
        mitglied["sonstige"], mitglied["kapital"] = text(summe), "0.00"


EINGABE: dict[str, Callable[[Lage, Haushalt], None]] = {
    f.__name__: f
    for f in (
        faustregel_als_grenze,
        vermoegen_schliesst_aus,
        kapital_zaehlt_ganz,
        elterngeld_zaehlt_ganz,
        pauschale_kommt_dazu,
        volljaehrige_wie_kinder,
        pauschalen_bleiben_einkommen,
        ausbildung_ist_zweite,
        monat_ab_2005,
        pflege_unterstellt,
        kapital_ohne_freigrenze,
    )
}

