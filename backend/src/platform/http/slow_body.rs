//! A body must arrive in time: whoever sends one byte a second must not hold a place for an hour.

use actix_web::{
    Error, HttpMessage as _,
    body::MessageBody,
    dev::{Payload, ServiceRequest, ServiceResponse},
    error::PayloadError,
    middleware::Next,
    web::{Bytes, Data},
};
use futures_util::{Stream, StreamExt as _};
use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::time::{Sleep, sleep};

/// How long a whole body may take, from the end of the headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyTime(pub Duration);

impl Default for BodyTime {
    /// The longest body (256 KiB) takes two seconds at one megabit; an old phone has ten times that.
    fn default() -> Self {
        Self(Duration::from_secs(20))
    }
}

/// The middleware that breaks a body off when its time is over; reading it then fails with `TimedOut`.
///
/// # Errors
/// What the inner services return.
pub async fn bound<B: MessageBody>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    if !request.method().is_safe() {
        let BodyTime(time) = request
            .app_data::<Data<BodyTime>>()
            .map_or_else(BodyTime::default, |time| ***time);
        let timed = TimedBody {
            body: request.take_payload(),
            until: Box::pin(sleep(time)),
        };
        request.set_payload(Payload::Stream {
            payload: Box::pin(timed),
        });
    }
    next.call(request).await
}

struct TimedBody {
    body: Payload,
    until: Pin<Box<Sleep>>,
}

impl Stream for TimedBody {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Poll::Ready(chunk) = self.body.poll_next_unpin(context) {
            return Poll::Ready(chunk);
        }
        match self.until.as_mut().poll(context) {
            Poll::Ready(()) => {
                Poll::Ready(Some(Err(PayloadError::Io(io::ErrorKind::TimedOut.into()))))
            }
            Poll::Pending => Poll::Pending,
        }
    }
}
