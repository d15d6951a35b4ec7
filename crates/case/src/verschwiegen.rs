//! `Debug` ohne Inhalt: er könnte in einem Protokoll landen.

/// Gibt jedem Typ ein `Debug`, das nur seinen Namen zeigt.
macro_rules! verschwiegen {
    ($($typ:ident),+) => {$(
        impl std::fmt::Debug for $typ {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($typ), "(…)"))
            }
        }
    )+};
}

pub(crate) use verschwiegen;
