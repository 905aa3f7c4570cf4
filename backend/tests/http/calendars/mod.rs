//! Staff's own calendar: what stands in it, how far it reaches, and that its address is good for nothing else. Read by a library
//! that did not write it.

mod address;
mod dates;

use crate::journeys::world::World;
use crate::support::client::{Client, Reply};
use icalendar::{
    Calendar, CalendarComponent, Component as _, DatePerhapsTime, Event, EventLike as _,
};

/// Makes an address as its owner would, and answers the path of it.
async fn address_of(owner: &Client) -> String {
    let page = owner.form("/account/calendar", &[]).await.expect(200);
    let (_, after) = page.text.split_once("/calendars/").expect("the address");
    let end = after.split('<').next().expect("its end");
    format!("/calendars/{end}")
}

/// What a calendar program would read there: it has no session.
async fn fetched(world: &World, address: &str) -> Reply {
    world.app.as_nobody().get(address).await.expect(200)
}

/// One date as a library reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Read {
    uid: String,
    title: String,
    from: String,
    until: Option<String>,
    place: Option<String>,
    about: String,
}

fn when(date: DatePerhapsTime) -> String {
    match date {
        DatePerhapsTime::Date(day) => day.to_string(),
        DatePerhapsTime::DateTime(icalendar::CalendarDateTime::WithTimezone {
            date_time,
            tzid,
        }) => {
            format!("{date_time} {tzid}")
        }
        DatePerhapsTime::DateTime(other) => panic!("a time of another kind: {other:?}"),
    }
}

fn read(event: &Event) -> Read {
    Read {
        uid: event.get_uid().expect("a uid").to_owned(),
        title: event.get_summary().expect("a title").to_owned(),
        from: when(event.get_start().expect("a start")),
        until: event.get_end().map(when),
        place: event.get_location().map(str::to_owned),
        about: event.get_description().unwrap_or_default().to_owned(),
    }
}

/// The dates of a file, after it has been held against what every calendar file must be.
fn events(reply: &Reply) -> Vec<Read> {
    assert_eq!(reply.header("content-type"), "text/calendar; charset=utf-8");
    let lines: Vec<_> = reply.text.split("\r\n").collect();
    assert!(
        lines
            .iter()
            .all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])),
        "lines are folded"
    );
    assert_eq!(lines.last(), Some(&""), "the last line ends");
    let calendar: Calendar = reply
        .text
        .parse()
        .unwrap_or_else(|error| panic!("{error}: {}", reply.text));
    let of_event = |part: &CalendarComponent| part.as_event().map(read);
    let all: Vec<_> = calendar.components.iter().filter_map(of_event).collect();
    let mut uids: Vec<_> = all.iter().map(|event| event.uid.clone()).collect();
    uids.sort();
    uids.dedup();
    assert_eq!(uids.len(), all.len(), "each date has a uid of its own");
    assert_eq!(reply.text.matches("\r\nDTSTAMP:").count(), all.len());
    all
}
