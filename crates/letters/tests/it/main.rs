#![allow(missing_docs)]
mod faelle;
