//! The components of the NHS design system, as its own package draws them. No feature words here.
