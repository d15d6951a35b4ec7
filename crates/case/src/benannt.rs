//! Aufzählungen, deren Werte einen festen Namen haben: in der Akte, im Regelwerk, in `docs/rechte.csv`.

/// Erzeugt eine Aufzählung mit `ALLE`, `name`, `mit_namen` und serde unter demselben Namen.
macro_rules! benannt {
    (
        $(#[$doc:meta])* $typ:ident {
            $($(#[$wdoc:meta])* $wert:ident = $name:literal,)+
        }
    ) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
            schemars::JsonSchema,
        )]
        pub enum $typ {
            $($(#[$wdoc])* #[serde(rename = $name)] $wert,)+
        }

        impl $typ {
            /// Alle Werte.
            pub const ALLE: &[$typ] = &[$($typ::$wert),+];

            /// Wie er geschrieben wird.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $($typ::$wert => $name,)+
                }
            }

            /// Der Wert mit diesem Namen.
            #[must_use]
            pub fn mit_namen(name: &str) -> Option<$typ> {
                $typ::ALLE.iter().copied().find(|wert| wert.name() == name)
            }
        }
    };
}

pub(crate) use benannt;
