//! The pages for everybody: who the programme is for and what it involves.
