"""Was verglichen wird: Haushalte in GETTSIMs Spalten, und Beträge je Person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENT = Decimal("0.01")
# § 41 Abs. 2 SGB II: jeder Teil auf den Cent; ein überzähliger Cent je Person ist keine Abweichung
# (docs/adr/0004-der-ueberzaehlige-cent.md).
DULDUNG = Decimal("0.0101")
# Einkommen und Anspruch folgen aus mehreren gerundeten Teilen (Kopfteil, Freibetrag, Kindergeld).
DULDUNG_SUMME = Decimal("0.0201")

Spalte = list[Any]
Lage = dict[str, Any]


def betrag(wert: float | Decimal | str) -> Decimal:
    """Auf den Cent, kaufmännisch."""
    return Decimal(str(wert)).quantize(CENT, rounding=ROUND_HALF_UP)


def text(wert: float | Decimal | str) -> str:
    """Wie die Lage Beträge schreibt; nie negativ."""
    return str(max(betrag(wert), Decimal("0.00")))


def plus_monate(monat: date, anzahl: int) -> date:
    """Der Erste des Monats, der so viele Monate später liegt."""
    alle = monat.year * 12 + monat.month - 1 + anzahl
    return date(alle // 12, alle % 12 + 1, 1)


@dataclass
class Haushalt:
    """Die Menschen eines Haushalts mit GETTSIMs Spalten (`a__b__c`) an einem Tag."""

    name: str
    datum: date
    spalten: dict[str, Spalte]
    ziele: dict[str, Spalte] = field(default_factory=dict)
    genau: Decimal = DULDUNG

    @property
    def anzahl(self) -> int:
        """So viele Menschen."""
        return len(next(iter(self.spalten.values())))

    @property
    def sgb2(self) -> str:
        """GETTSIMs Name der Leistung an diesem Tag."""
        return "bürgergeld" if self.datum >= date(2023, 1, 1) else "arbeitslosengeld_2"

    def wert(self, spalte: str, i: int, sonst: Any = 0) -> Any:
        """Der Wert einer Person, oder die Vorgabe."""
        liste = self.spalten.get(spalte)
        return sonst if liste is None else liste[i]

    def p_id(self, i: int) -> int:
        """Die Nummer der i-ten Person."""
        return int(self.wert("p_id", i, i))

    def stelle(self, p_id: int) -> int | None:
        """Wo die Person mit dieser Nummer steht."""
        if p_id < 0:
            return None
        return next((i for i in range(self.anzahl) if self.p_id(i) == p_id), None)

    def zeiger(self, spalte: str, i: int) -> int | None:
        """Die Person, auf die eine Spalte zeigt, wenn sie hier lebt."""
        return self.stelle(int(self.wert(spalte, i, -1)))

    def alter(self, i: int) -> int:
        """Vollendete Lebensjahre."""
        return int(self.wert("alter", i, 40))

    def eltern(self, i: int) -> list[int]:
        """Die Eltern, die hier leben."""
        beide = (self.zeiger(f"familie__p_id_elternteil_{n}", i) for n in (1, 2))
        return [eltern for eltern in beide if eltern is not None]

    def partner(self, i: int) -> int | None:
        """Die Person, die für diese einsteht."""
        return self.zeiger(f"{self.sgb2}__p_id_einstandspartner", i)
