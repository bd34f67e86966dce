//! Reports: the advice as text, one writer per format.
