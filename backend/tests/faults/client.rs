//! A client that knows how far it came: whether anything was sent, and whether the whole answer was read. Only what was
//! answered whole counts as acknowledged.

use serde_json::Value;
use std::{
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    time::Duration,
};

/// One request.
#[derive(Debug, Clone)]
pub struct Asked {
    pub method: &'static str,
    pub path: String,
    pub headers: Vec<(String, String)>,
    /// Its kind and itself.
    body: Option<(&'static str, String)>,
}

/// One answer, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub json: Value,
}

/// How a request failed to be answered.
#[derive(Debug)]
pub enum Lost {
    /// Nobody was there: nothing was sent.
    Refused(io::Error),
    /// It may have been sent, and was not answered whole.
    Cut(io::Error),
}

/// A connection that is kept while it can be.
pub struct Connection {
    to: SocketAddr,
    patience: Duration,
    open: Option<BufReader<TcpStream>>,
}

impl Asked {
    /// A request without a body.
    pub fn get(path: &str) -> Self {
        Self {
            method: "GET",
            path: path.to_owned(),
            headers: Vec::new(),
            body: None,
        }
    }

    /// A request with one.
    pub fn post(path: &str, body: Value) -> Self {
        Self {
            method: "POST",
            body: Some(("application/json", body.to_string())),
            ..Self::get(path)
        }
    }

    /// A form.
    pub fn form(path: &str, fields: &[(&str, &str)]) -> Self {
        let fields = fields.iter().map(|(name, value)| format!("{name}={value}"));
        let form = fields.collect::<Vec<_>>().join("&");
        Self {
            method: "POST",
            body: Some(("application/x-www-form-urlencoded", form)),
            ..Self::get(path)
        }
    }

    /// The same with a header.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let mut head = format!(
            "{} {} HTTP/1.1\r\nHost: 127.0.0.1\r\n",
            self.method, self.path
        );
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let mut body = "";
        if let Some((kind, text)) = &self.body {
            body = text;
            head.push_str(&format!(
                "Content-Type: {kind}\r\nContent-Length: {}\r\n",
                text.len()
            ));
        }
        format!("{head}\r\n{body}").into_bytes()
    }
}

impl Answer {
    /// A header; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        let found = self
            .headers
            .iter()
            .find(|(one, _)| one.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }

    /// The stable code of a problem.
    pub fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or_default()
    }

    /// The version of the ETag.
    pub fn version(&self) -> i32 {
        let tag = self.header("etag").trim_start_matches("\"v");
        tag.trim_end_matches('"')
            .parse()
            .expect("a version in the ETag")
    }
}

impl Connection {
    /// To a port of this machine, not open yet; it waits for so long at most for each piece of an answer.
    pub fn to(port: u16, patience: Duration) -> Self {
        Self {
            to: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
            patience,
            open: None,
        }
    }

    /// Sends, and reads the whole answer.
    pub fn send(&mut self, asked: &Asked) -> Result<Answer, Lost> {
        let mut stream = match self.open.take() {
            Some(stream) => stream,
            None => self.connect().map_err(Lost::Refused)?,
        };
        stream
            .get_mut()
            .write_all(&asked.bytes())
            .map_err(Lost::Cut)?;
        let answer = read_answer(&mut stream).map_err(Lost::Cut)?;
        if !answer.header("connection").eq_ignore_ascii_case("close") {
            self.open = Some(stream);
        }
        Ok(answer)
    }

    /// Whether the next request goes over a connection that is there already.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Begins anew with the next request.
    pub fn close(&mut self) {
        self.open = None;
    }

    fn connect(&self) -> io::Result<BufReader<TcpStream>> {
        let stream = TcpStream::connect_timeout(&self.to, self.patience)?;
        stream.set_read_timeout(Some(self.patience))?;
        stream.set_write_timeout(Some(self.patience))?;
        stream.set_nodelay(true)?;
        Ok(BufReader::new(stream))
    }
}

fn read_answer(stream: &mut BufReader<TcpStream>) -> io::Result<Answer> {
    let status = line(stream)?;
    let status = status.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or(io::ErrorKind::InvalidData)?;
    let mut headers = Vec::new();
    loop {
        let line = line(stream)?;
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':') {
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
    }
    let mut answer = Answer {
        status,
        headers,
        json: Value::Null,
    };
    let body = if answer.header("transfer-encoding").contains("chunked") {
        chunks(stream)?
    } else {
        exactly(stream, answer.header("content-length").parse().unwrap_or(0))?
    };
    answer.json = serde_json::from_slice(&body).unwrap_or_default();
    Ok(answer)
}

fn line(stream: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line)? == 0 || !line.ends_with('\n') {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end().to_owned())
}

fn exactly(stream: &mut BufReader<TcpStream>, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn chunks(stream: &mut BufReader<TcpStream>) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    loop {
        let length = usize::from_str_radix(&line(stream)?, 16)
            .map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        all.extend(exactly(stream, length)?);
        line(stream)?;
        if length == 0 {
            return Ok(all);
        }
    }
}
