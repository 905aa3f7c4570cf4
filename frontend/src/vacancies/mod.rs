//! Vacancies: the posts that programmes lead to; a list, a new one, closing one.

pub mod form;
#[cfg(feature = "csr")]
mod list;
#[cfg(feature = "csr")]
mod new;

#[cfg(feature = "csr")]
pub(crate) use list::Vacancies;
#[cfg(feature = "csr")]
pub(crate) use new::NewVacancy;
