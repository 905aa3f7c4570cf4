//! What the server says about itself: a structured log, and figures for Prometheus.
//!
//! Never in the log: names, dates of birth, addresses, secrets, bodies, queries, and paths with their values. An id is
//! enough to find the rest by.

use std::{
    fmt::Write as _,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};
use tracing_subscriber::EnvFilter;

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// One line of text an event, for people.
    Text,
    /// One JSON object an event, for machines.
    Json,
}

/// Libraries that, at their most talkative, write down whole pages, paths with their values, or the headers and bodies of
/// what is sent. However much is asked of the log, they say no more than this.
const KEPT_QUIET: [&str; 7] = [
    "yew=info",
    "actix_web=info",
    "actix_http=info",
    "actix_router=info",
    "h2=info",
    "hyper=info",
    "reqwest=info",
];

/// What the log lets through: what was asked for, as in `RUST_LOG`, and never what is kept quiet.
#[must_use]
pub fn filter(asked: &str) -> EnvFilter {
    let filter = EnvFilter::try_new(asked).unwrap_or_else(|_| EnvFilter::new("info"));
    KEPT_QUIET
        .iter()
        .filter_map(|quiet| quiet.parse().ok())
        .fold(filter, EnvFilter::add_directive)
}

/// Starts the log, to standard error. `asked` is as in `RUST_LOG`. A second start changes nothing.
pub fn start_log(asked: &str, format: LogFormat) {
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter(asked))
        .with_writer(std::io::stderr)
        // It would say on standard error that it cannot write on standard error, and panic: a full disk must cost the log and
        // nothing else.
        .log_internal_errors(false);
    let _already_started = match format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
}

/// Upper bounds in microseconds; the last bucket has none.
const BOUNDS: [u64; 8] = [500, 1_000, 2_500, 5_000, 10_000, 50_000, 250_000, 1_000_000];

/// The server's figures since its start.
#[derive(Debug)]
pub struct Metrics {
    /// Requests by the first digit of their status.
    answered: [AtomicU64; 6],
    buckets: [AtomicU64; BOUNDS.len() + 1],
    total_micros: AtomicU64,
}

static METRICS: Metrics = Metrics {
    answered: [const { AtomicU64::new(0) }; 6],
    buckets: [const { AtomicU64::new(0) }; BOUNDS.len() + 1],
    total_micros: AtomicU64::new(0),
};

/// The figures of this process.
#[must_use]
pub fn metrics() -> &'static Metrics {
    &METRICS
}

impl Metrics {
    /// Counts one answer.
    pub fn observe(&self, status: u16, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let class = usize::from(status / 100).min(self.answered.len() - 1);
        self.answered[class].fetch_add(1, Ordering::Relaxed);
        self.buckets[BOUNDS.partition_point(|bound| *bound < micros)]
            .fetch_add(1, Ordering::Relaxed);
        self.total_micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// In Prometheus's text format.
    #[must_use]
    pub fn render(&self) -> String {
        let mut text = String::from(
            "# HELP foothold_requests_total Requests answered, by class of status.\n\
             # TYPE foothold_requests_total counter\n",
        );
        for (class, count) in self.answered.iter().enumerate().skip(1) {
            let count = count.load(Ordering::Relaxed);
            let _infallible = writeln!(
                text,
                "foothold_requests_total{{status=\"{class}xx\"}} {count}"
            );
        }
        text.push_str(
            "# HELP foothold_request_seconds Time to answer a request.\n\
             # TYPE foothold_request_seconds histogram\n",
        );
        let mut seen = 0;
        let bounds = BOUNDS.iter().map(|micros| seconds(*micros).to_string());
        for (bound, count) in bounds.chain(["+Inf".to_owned()]).zip(&self.buckets) {
            seen += count.load(Ordering::Relaxed);
            let _infallible = writeln!(
                text,
                "foothold_request_seconds_bucket{{le=\"{bound}\"}} {seen}"
            );
        }
        let total = seconds(self.total_micros.load(Ordering::Relaxed));
        let _infallible = writeln!(
            text,
            "foothold_request_seconds_sum {total}\nfoothold_request_seconds_count {seen}"
        );
        text
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a sum of microseconds is exact to 285 years"
)]
fn seconds(micros: u64) -> f64 {
    micros as f64 / 1_000_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_quiet_stays_quiet_however_much_is_asked() {
        let shown = filter("trace,yew=trace").to_string();
        for quiet in KEPT_QUIET {
            assert!(shown.contains(quiet), "{quiet} in {shown}");
        }
        assert!(
            shown.contains("trace") && !shown.contains("yew=trace"),
            "{shown}"
        );
    }

    #[test]
    fn figures_add_up() {
        let metrics = Metrics {
            answered: [const { AtomicU64::new(0) }; 6],
            buckets: [const { AtomicU64::new(0) }; BOUNDS.len() + 1],
            total_micros: AtomicU64::new(0),
        };
        metrics.observe(200, Duration::from_micros(400));
        metrics.observe(404, Duration::from_micros(600));
        metrics.observe(503, Duration::from_secs(2));
        let text = metrics.render();
        assert!(
            text.contains("foothold_requests_total{status=\"4xx\"} 1\n"),
            "{text}"
        );
        assert!(
            text.contains("foothold_request_seconds_bucket{le=\"0.001\"} 2\n"),
            "{text}"
        );
        assert!(
            text.contains("foothold_request_seconds_bucket{le=\"+Inf\"} 3\n"),
            "{text}"
        );
        assert!(
            text.contains("foothold_request_seconds_count 3\n"),
            "{text}"
        );
    }
}
