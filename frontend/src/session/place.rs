//! Where one is in the dashboard, and how one came there.

/// A place, and how one came to it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Place {
    /// The address's path.
    pub path: String,
    /// The address's query, with its question mark.
    pub query: String,
    /// Counts up with each arrival at a page.
    pub visit: u32,
    /// How one came.
    pub arrival: Arrival,
}

/// How one came to a place.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) enum Arrival {
    /// The page was opened or loaded again; it may have been scrolled.
    #[default]
    Opened,
    /// By a link or after sending a form: one begins at the top.
    Forward,
    /// By the browser's own buttons: one goes on where one was.
    Returned {
        /// How far down one was.
        scroll: f64,
    },
}

/// Somewhere to go.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Going {
    /// The address.
    pub to: String,
    /// Whether it takes the place of this one in the browser's history.
    pub instead: bool,
    /// What to say there about what was just done.
    pub notice: Option<Notice>,
}

impl Going {
    /// To a place, as a link does.
    pub fn to(address: impl Into<String>) -> Self {
        Self {
            to: address.into(),
            instead: false,
            notice: None,
        }
    }

    /// To a place from a form that is done with: the way back does not lead into it again.
    pub fn done(address: impl Into<String>, notice: impl Into<String>) -> Self {
        Self {
            to: address.into(),
            instead: true,
            notice: Some(Notice(notice.into())),
        }
    }
}

/// What was just done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice(pub String);
