//! Die Grundsicherungsgeld-Verordnung (bis 30.06.2026 Bürgergeld-V, bis 2022 Alg II-V), soweit sie
//! eine eigene Rechnung hat. Was nur einen Betrag nennt, steht beim Paragrafen, der ihn braucht.

pub mod p03;
