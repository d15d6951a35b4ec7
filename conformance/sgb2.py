"""Ein Haushalt in GETTSIMs Spalten als Lage, und unser Ergebnis in GETTSIMs Größen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from kindergeld import kindergeld_je_kind
from modell import Haushalt, Lage, betrag, plus_monate, text

NULL = Decimal(0)
KAPITAL = "einnahmen__kapitalerträge_m"
SELBSTAENDIG = "einkommensteuer__einkünfte__aus_selbstständiger_arbeit__betrag_m"
LOHN = "einnahmen__bruttolohn_m"
# Andere Einnahmen: Spalte und Art der Lage.
ANDERE = (
    ("sozialversicherung__arbeitslosen__betrag_m", "arbeitslosengeld"),
    ("elterngeld__betrag_m", "elterngeld"),
    ("sozialversicherung__rente__altersrente__betrag_m", "rente"),
    ("sozialversicherung__rente__erwerbsminderung__betrag_m", "rente"),
    ("einnahmen__renten__betriebliche_altersvorsorge_m", "sonstiges"),
    ("einnahmen__renten__geförderte_private_vorsorge_m", "sonstiges"),
    ("einnahmen__renten__basisrente_m", "sonstiges"),
    ("einnahmen__renten__sonstige_private_vorsorge_m", "sonstiges"),
    ("einnahmen__renten__aus_berufsständischen_versicherungen_m", "sonstiges"),
    ("einkommensteuer__einkünfte__aus_vermietung_und_verpachtung__betrag_m", "sonstiges"),
    ("einkommensteuer__einkünfte__sonstige__alle_weiteren_m", "sonstiges"),
    (KAPITAL, "kapital"),
)


def kennung(i: int) -> str:
    """Die Kennung der i-ten Person in der Lage."""
    return f"P{i}"


def lage(h: Haushalt) -> Lage:
    """Die Lage, wie ein Jobcenter sie sähe; ohne örtliche Grenzen, denn niemand hat sie mitgeteilt."""
    monat = h.datum.replace(day=1)
    bezug = any(h.wert(f"{h.sgb2}__bezug_im_vorjahr", i, False) for i in range(h.anzahl))
    seit = plus_monate(monat, -24) if bezug else monat
    return {
        "fall": h.name,
        "monat": f"{monat:%Y-%m}",
        "leistungsbezug_seit": f"{seit:%Y-%m}",
        "bewilligung_ab": f"{monat}",
        "personen": [_person(h, i) for i in range(h.anzahl)],
        "wohnung": {
            "bewohner": h.anzahl,
            "grundmiete": text(h.wert("wohnen__bruttokaltmiete_m_hh", 0, 0)),
            "heizung": text(h.wert("wohnen__heizkosten_m_hh", 0, 0)),
        },
    }


def _person(h: Haushalt, i: int) -> Lage:
    monate = int(h.wert("alter_monate", i, h.alter(i) * 12))
    if monate // 12 != h.alter(i):
        monate = h.alter(i) * 12
    # Ein halbes Jahr nach dem Geburtstag, damit das Alter im ganzen Monat dasselbe ist.
    geboren = plus_monate(h.datum, -(monate - monate % 12) - 6)
    person: Lage = {"id": kennung(i), "geboren": f"{geboren}", "einkommen": _einkommen(h, i)}
    person["alleinerziehend"] = "ja" if h.wert("familie__alleinerziehend", i, False) else "nein"
    partner = h.partner(i)
    if partner is not None:
        person["partner"] = kennung(partner)
        if h.zeiger("familie__p_id_ehepartner", i) == partner:
            person["verheiratet"] = True
    if h.eltern(i):
        person["eltern"] = [kennung(eltern) for eltern in h.eltern(i)]
    if int(h.wert("einkommensteuer__anzahl_kinderfreibeträge", i, 0)) > 0 and not _hat_kind(h, i):
        person["kind_ausserhalb"] = True
    if h.wert("vermögen", i, 0) > 0:
        person["vermoegen"] = text(h.wert("vermögen", i))
    return person


def _hat_kind(h: Haushalt, i: int) -> bool:
    return any(i in h.eltern(k) for k in range(h.anzahl))


def _einkommen(h: Haushalt, i: int) -> list[Lage]:
    abzug = _steuern_und_beitraege(h, i)
    zeilen: list[Lage] = []
    for spalte, art in ((LOHN, "erwerb"), (SELBSTAENDIG, "selbstaendig")):
        brutto = Decimal(str(h.wert(spalte, i, 0)))
        if brutto <= 0:
            continue
        vom_lohn = min(abzug, brutto)
        abzug -= vom_lohn
        feld = "brutto" if art == "erwerb" else "betrag"
        zeilen.append({"art": art, feld: text(brutto), "netto": text(brutto - vom_lohn)})
    for spalte, art in ANDERE:
        wert = Decimal(str(h.wert(spalte, i, 0)))
        davon = min(abzug, wert)
        abzug -= davon
        if wert > davon:
            zeilen.append({"art": art, "betrag": text(wert - davon)})
    for spalte, art in (
        ("unterhalt__tatsächlich_erhaltener_betrag_m", "unterhalt"),
        ("unterhaltsvorschuss__betrag_m", "unterhaltsvorschuss"),
    ):
        if h.wert(spalte, i, 0) > 0:
            zeilen.append({"art": art, "betrag": text(h.wert(spalte, i))})
    kindergeld = kindergeld_je_kind(h, i)
    if kindergeld > 0:
        an = h.zeiger("kindergeld__p_id_empfänger", i)
        zeilen.append({"art": "kindergeld", "betrag": text(kindergeld), "an": kennung(an or 0)})
    return zeilen


def _steuern_und_beitraege(h: Haushalt, i: int) -> Decimal:
    gemeinsam = h.wert("einkommensteuer__gemeinsam_veranlagt", i, False)
    koepfe = 2 if gemeinsam and h.zeiger("familie__p_id_ehepartner", i) is not None else 1
    steuern = h.wert("einkommensteuer__betrag_y_sn", i, 0)
    steuern += h.wert("solidaritätszuschlag__betrag_y_sn", i, 0)
    beitraege = h.wert("sozialversicherung__beiträge_versicherter_m", i, 0)
    return Decimal(str(steuern)) / 12 / koepfe + Decimal(str(beitraege))


def bg(h: Haushalt) -> list[int]:
    """Wer nach GETTSIM eine Bedarfsgemeinschaft ist: gegeben, oder Paar und Kinder unter 25."""
    if "bg_id" in h.spalten:
        return [int(nummer) for nummer in h.spalten["bg_id"]]
    gruppe = list(range(h.anzahl))
    for i in range(h.anzahl):
        partner = h.partner(i)
        if partner is not None:
            gruppe[i] = min(i, partner)
    for i in range(h.anzahl):
        if h.alter(i) < 25 and h.partner(i) is None and h.eltern(i) and not _hat_kind(h, i):
            gruppe[i] = gruppe[h.eltern(i)[0]]
    return gruppe


class Zahlen:
    """Unser Ergebnis eines Haushalts in GETTSIMs Größen je Person."""

    def __init__(self, h: Haushalt, antwort: dict[str, Any]) -> None:
        self.h = h
        self.personen = antwort["personen"]
        self.belege = antwort["beleg"]["aus"] if antwort.get("beleg") else []

    def feld(self, name: str, i: int) -> Decimal:
        """Ein Betrag unseres Vertrags."""
        return Decimal(self.personen[i][name])

    def ist_kind(self, i: int) -> bool:
        """Kind in der Gemeinschaft der Eltern."""
        return bool(self.h.eltern(i)) and self.h.alter(i) < 25

    def regelsatz_m(self, i: int) -> Decimal:
        """Regelbedarf und Mehrbedarf."""
        return self.feld("regelbedarf", i) + self.feld("mehrbedarf", i)

    def regelbedarf_ohne_mehrbedarf_m(self, i: int) -> Decimal:
        """§§ 20, 23."""
        return self.feld("regelbedarf", i)

    def mehrbedarf_m(self, i: int) -> Decimal:
        """§ 21."""
        return self.feld("mehrbedarf", i)

    def erwachsenensatz_m(self, i: int) -> Decimal:
        """Regelsatz, wenn kein Kind in der Gemeinschaft der Eltern."""
        return NULL if self._bezieht_kindersatz(i) else self.regelsatz_m(i)

    def kindersatz_m(self, i: int) -> Decimal:
        """Regelsatz eines Kindes."""
        return self.regelsatz_m(i) if self._bezieht_kindersatz(i) else NULL

    def _bezieht_kindersatz(self, i: int) -> bool:
        return self.h.zeiger("kindergeld__p_id_empfänger", i) is not None or self.ist_kind(i)

    def kosten_der_unterkunft_m(self, i: int) -> Decimal:
        """§ 22."""
        return self.feld("unterkunft", i)

    def regelbedarf_m(self, i: int) -> Decimal:
        """Bedarf; so heißt er bei GETTSIM."""
        return self.feld("bedarf", i)

    def anrechnungsfreies_einkommen_m(self, i: int) -> Decimal:
        """§ 11b Abs. 2, 3; bis September 2005 nur der Freibetrag des § 30 a. F."""
        if self.h.datum < date(2005, 10, 1):
            return self._beleg(i, "Einkommen", "abzüglich: Freibetrag für Erwerbstätige")
        return self.feld("freibetrag", i)

    def anzurechnendes_einkommen_m(self, i: int) -> Decimal:
        """Eigenes Einkommen nach Absetzungen, beim Kind mit dem ganzen Kindergeld."""
        return self.feld("einkommen", i) + self._kindergeld_uebrig(i)

    def nettoeinkommen_nach_abzug_freibetrag_m(self, i: int) -> Decimal:
        """Ohne Kindergeld, Unterhalt und Unterhaltsvorschuss."""
        unterhalt = Decimal(str(self.h.wert("unterhalt__tatsächlich_erhaltener_betrag_m", i, 0)))
        unterhalt += Decimal(str(self.h.wert("unterhaltsvorschuss__betrag_m", i, 0)))
        kindergeld = kindergeld_je_kind(self.h, i) + self.kindergeldübertrag_m(i)
        return self.anzurechnendes_einkommen_m(i) - unterhalt - kindergeld

    def kindergeld_zur_bedarfsdeckung_m(self, i: int) -> Decimal:
        """Kindergeld, das für das Kind gezahlt wird."""
        return betrag(kindergeld_je_kind(self.h, i))

    def kindergeld_pro_kind_m(self, i: int) -> Decimal:
        """Dasselbe, bei der Person, die es erhält."""
        kinder = (k for k in range(self.h.anzahl) if self._empfaenger(k) == i)
        return next((betrag(kindergeld_je_kind(self.h, k)) for k in kinder), NULL)

    def _empfaenger(self, k: int) -> int | None:
        return self.h.zeiger("kindergeld__p_id_empfänger", k)

    def kindergeldübertrag_m(self, i: int) -> Decimal:
        """Kindergeld, das Kinder nicht brauchen (§ 11 Abs. 1 Satz 5)."""
        kinder = (k for k in range(self.h.anzahl) if k != i and self._empfaenger(k) == i)
        return sum((self._kindergeld_uebrig(k) for k in kinder), NULL)

    def differenz_kindergeld_kindbedarf_m(self, i: int) -> Decimal:
        """Was vom Kindergeld dieses Kindes übrig bleibt."""
        return self._kindergeld_uebrig(i)

    def _kindergeld_uebrig(self, i: int) -> Decimal:
        """Was dieses Kind von seinem Kindergeld nicht braucht, wie der Beleg es nennt."""
        return self._beleg(i, "Kindergeld, beim Kind", "nicht gebraucht")

    def _beleg(self, i: int, was: str, zeile: str) -> Decimal:
        """Ein Betrag aus dem Baum der Gründe dieser Person."""
        for knoten in self.belege[i]["aus"] if i < len(self.belege) else ():
            if knoten["was"].startswith(was):
                return sum(
                    (Decimal(z["betrag"]) for z in knoten["aus"] if z["was"].startswith(zeile)),
                    NULL,
                )
        return NULL

    def ungedeckter_bedarf_m(self, i: int) -> Decimal:
        """Bedarf nach eigenen Mitteln des Kindes."""
        if not self.ist_kind(i):
            return self.feld("bedarf", i)
        return max(NULL, self.feld("bedarf", i) - self.feld("einkommen", i))

    def einkommen_zur_verteilung_m(self, i: int) -> Decimal:
        """Was Erwachsene für die Gemeinschaft einsetzen."""
        return NULL if self.ist_kind(i) else self.feld("einkommen", i)

    def anspruchshöhe_m(self, i: int) -> Decimal:
        """Anspruch mit Sofortzuschlag, den GETTSIM zum Bedarf zählt."""
        return self.feld("anspruch", i) + self.feld("sofortzuschlag", i)

    def betrag_m(self, i: int) -> Decimal:
        """GETTSIM nennt ihn nach der Vorrangprüfung; hier ohne sie."""
        return self.anspruchshöhe_m(i)

    def spalte(self, ziel: str) -> list[Decimal] | None:
        """Die Größe `ziel` für alle; `None`, wenn sie nicht unsere ist."""
        je_bg = ziel.endswith("_bg")
        name = ziel.removesuffix("_bg")
        größe = getattr(self, name, None) if not name.startswith("_") else None
        if größe is None or name in ("feld", "spalte", "ist_kind", "bg_partition"):
            return None
        einzeln = [größe(i) for i in range(self.h.anzahl)]
        if not je_bg:
            return einzeln
        gruppen = bg(self.h)
        return [
            sum((e for e, g in zip(einzeln, gruppen, strict=True) if g == meine), NULL)
            for meine in gruppen
        ]

    def gruppen(self) -> list[int]:
        """Unsere Bedarfsgemeinschaften als Aufteilung; wer keiner angehört, steht allein."""
        nummern = []
        for i, person in enumerate(self.personen):
            nummer = person["bedarfsgemeinschaft"]
            nummern.append(-1 - i if nummer is None else int(nummer))
        return [nummern.index(nummer) for nummer in nummern]
