//! Wird gebaut.
