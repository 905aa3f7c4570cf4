//! vacancies
