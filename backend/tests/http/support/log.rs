//! What the code under test writes to the log, on the thread of the test.

use backend::platform::telemetry;
use std::{
    fmt::Write as _,
    sync::{Arc, Mutex},
};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
    subscriber::DefaultGuard,
};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt as _},
};

/// Keeps the lines of the log from here to its end.
pub struct Log {
    lines: Arc<Mutex<Vec<String>>>,
    _guard: DefaultGuard,
}

impl Log {
    /// Begins to listen.
    pub fn listen() -> Self {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let layer = Listener(Arc::clone(&lines));
        let guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(layer));
        Self {
            lines,
            _guard: guard,
        }
    }

    /// The lines since the last time, warnings and errors only.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.lines.lock().expect("the lines"))
    }
}

struct Listener(Arc<Mutex<Vec<String>>>);

impl<S: Subscriber> Layer<S> for Listener {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if *event.metadata().level() > tracing::Level::WARN {
            return;
        }
        let mut line = Line(String::new());
        event.record(&mut line);
        self.0.lock().expect("the lines").push(line.0);
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _never_fails = write!(self.0, "{field}={value:?} ");
    }
}

/// Begins to keep everything that a server can be made to log, spans too, and gives what to read it with. It goes on to the
/// end of the process, for all tests, so that whoever reads looks for what only they have put in.
pub fn everything() -> impl Fn() -> String {
    use tracing_subscriber::util::SubscriberInitExt as _;
    static HEARD: Mutex<String> = Mutex::new(String::new());
    struct All;
    impl<S: Subscriber> Layer<S> for All {
        fn on_new_span(
            &self,
            span: &tracing::span::Attributes<'_>,
            _: &tracing::Id,
            _: Context<'_, S>,
        ) {
            let mut line = Line(String::new());
            span.record(&mut line);
            HEARD.lock().expect("the lines").push_str(&line.0);
        }
        fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
            let mut line = Line(String::new());
            event.record(&mut line);
            HEARD.lock().expect("the lines").push_str(&line.0);
        }
    }
    // A second start changes nothing: the first goes on.
    let all = All.with_filter(telemetry::filter("trace"));
    let _already_begun = tracing_subscriber::registry().with(all).try_init();
    || HEARD.lock().expect("the lines").clone()
}
