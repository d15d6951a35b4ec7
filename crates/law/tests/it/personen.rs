//! §§ 7, 9, 11: Bedarfsgemeinschaften, Kindergeld, gemischte Gemeinschaften, Fragen.
