//! The words of the pages in English, Urdu and Polish.
