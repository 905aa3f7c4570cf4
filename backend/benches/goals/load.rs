//! Requests over HTTP from a number of connections at once: bounded in number, each on a connection that is kept.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

/// An answer.
#[derive(Debug, Clone)]
pub struct Heard {
    /// Its status.
    pub status: u16,
    /// Its headers, as they were sent.
    pub head: String,
    /// Its body.
    pub body: Vec<u8>,
}

/// A connection that is kept.
pub struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Connection {
    /// Connects.
    pub fn to(address: SocketAddr) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Self {
            stream,
            read: Vec::new(),
        })
    }

    /// Sends a request and reads its whole answer.
    pub fn ask(&mut self, request: &[u8]) -> std::io::Result<Heard> {
        self.stream.write_all(request)?;
        let (length, end) = loop {
            if let Some(found) = head_of(&self.read)? {
                break found;
            }
            self.read_more()?;
        };
        while self.read.len() < end + length {
            self.read_more()?;
        }
        let head = String::from_utf8_lossy(&self.read[..end]).into_owned();
        let body = self.read[end..end + length].to_vec();
        self.read.drain(..end + length);
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        Ok(Heard {
            status: status.unwrap_or_default(),
            head,
            body,
        })
    }

    fn read_more(&mut self) -> std::io::Result<()> {
        let mut buffer = [0_u8; 65_536];
        match self.stream.read(&mut buffer)? {
            0 => Err(std::io::ErrorKind::UnexpectedEof.into()),
            many => {
                self.read.extend_from_slice(&buffer[..many]);
                Ok(())
            }
        }
    }
}

/// How long the body is and where it begins, once the head is whole.
fn head_of(read: &[u8]) -> std::io::Result<Option<(usize, usize)>> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut response = httparse::Response::new(&mut headers);
    let parsed = response
        .parse(read)
        .map_err(|error| std::io::Error::other(error.to_string()))?;
    let httparse::Status::Complete(end) = parsed else {
        return Ok(None);
    };
    let length = response
        .headers
        .iter()
        .find(|header| header.name.eq_ignore_ascii_case("content-length"))
        .and_then(|header| std::str::from_utf8(header.value).ok()?.parse().ok());
    Ok(Some((length.unwrap_or(0), end)))
}

/// What a round of requests met.
#[derive(Debug)]
pub struct Round {
    /// How long each took, the quickest first.
    took: Vec<Duration>,
    /// From the first to the last.
    pub lasted: Duration,
    /// How many were not answered as they should have been.
    pub failed: usize,
}

impl Round {
    /// How long the quickest so many of a thousand took at most.
    pub fn at(&self, per_mille: usize) -> Duration {
        let at = self.took.len() * per_mille / 1_000;
        self.took
            .get(at.min(self.took.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
    }

    /// Requests.
    pub fn requests(&self) -> usize {
        self.took.len()
    }
}

/// Sends `total` requests from this many connections. `request` gives each by its number; an answer that is not `wanted`
/// has failed.
pub fn run(
    address: SocketAddr,
    (connections, total): (usize, usize),
    wanted: u16,
    request: impl Fn(usize) -> Vec<u8> + Sync,
) -> Round {
    let (next, failed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let began = Instant::now();
    let one = || {
        let mut took = Vec::new();
        let Ok(mut connection) = Connection::to(address) else {
            failed.fetch_add(1, Ordering::Relaxed);
            return took;
        };
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= total {
                return took;
            }
            let asked = request(number);
            let began = Instant::now();
            let heard = connection.ask(&asked);
            took.push(began.elapsed());
            if !heard.is_ok_and(|heard| heard.status == wanted) {
                failed.fetch_add(1, Ordering::Relaxed);
                match Connection::to(address) {
                    Ok(again) => connection = again,
                    Err(_) => return took,
                }
            }
        }
    };
    let mut took: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..connections).map(|_| scope.spawn(one)).collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_default())
            .collect()
    });
    let lasted = began.elapsed();
    took.sort_unstable();
    Round {
        took,
        lasted,
        failed: failed.into_inner(),
    }
}

/// A GET with these further headers, each ended with CR LF.
pub fn get(path: &str, headers: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n").into_bytes()
}

/// A POST of JSON with these further headers, each ended with CR LF.
pub fn post(path: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
         {headers}\r\n{body}"
    )
    .into_bytes()
}
