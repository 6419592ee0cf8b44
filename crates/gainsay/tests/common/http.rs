//! A served ledger and as much HTTP as it takes to ask it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};

use serde_json::Value;

use super::program;

/// `gainsay serve`, ended with the test that started it.
pub struct Server {
    child: Child,
    /// Kept open: a program whose standard output is closed may behave otherwise.
    stdout: BufReader<ChildStdout>,
    pub address: SocketAddr,
}

impl Server {
    /// Serve `ledger` at a free port, and wait for the line that says where.
    pub fn start(ledger: &Path) -> Self {
        Self::start_with(ledger, &[])
    }

    /// The same with further arguments.
    pub fn start_with(ledger: &Path, args: &[&str]) -> Self {
        let mut command = program();
        command.args(["serve", "--port", "0", "--ledger"]).arg(ledger).args(args).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let address = line
            .strip_prefix("Serving at http://")
            .and_then(|rest| rest.trim_end().strip_suffix(" (Ctrl-C stops)"))
            .and_then(|address| address.parse().ok());
        let Some(address) = address else {
            let _ = child.kill();
            let _ = child.wait();
            panic!("the server's first line is {line:?}");
        };
        Self { child, stdout, address }
    }

    /// The next line that the server prints, which must come.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// GET `path` under the server's own name.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, Some(&self.address.to_string()))
    }

    /// The JSON at `path`, which must be there.
    pub fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    /// Write by `method` at `path` as one of the server's own pages would.
    pub fn write(&self, method: &str, path: &str, body: &[u8]) -> Answer {
        let origin = format!("http://{}", self.address);
        self.send(method, path, &[("X-Gainsay", "1"), ("Origin", &origin)], body)
    }

    /// Send a request with these headers and this body under the server's own name.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        Answer::parse(&self.exchange(method, path, headers, body))
    }

    /// The server-sent events at `path`, each its name and its data, until the server ends them.
    pub fn events(&self, path: &str) -> Vec<(String, Value)> {
        let bytes = self.exchange("GET", path, &[], b"");
        let text = String::from_utf8(bytes).unwrap();
        let mut names = text.lines().filter_map(|line| line.strip_prefix("event: "));
        let data = text.lines().filter_map(|line| line.strip_prefix("data: "));
        data.map(|data| (names.next().unwrap().to_owned(), serde_json::from_str(data).unwrap())).collect()
    }

    fn exchange(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
        let (host, length) = (self.address, body.len());
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n"
        );
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        // A server that refuses a body may close before it has read it.
        let _ = stream.write_all(body);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        bytes
    }

    /// Ask for `path` by `method` under the name `host`, or under none.
    pub fn ask(&self, method: &str, path: &str, host: Option<&str>) -> Answer {
        let host = host.map(|host| format!("Host: {host}\r\n")).unwrap_or_default();
        let request =
            format!("{method} {path} HTTP/1.1\r\n{host}Connection: close\r\nContent-Length: 0\r\n\r\n");
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Answer::parse(&bytes)
    }
}

impl Server {
    /// POST `body` to `path` under the server's own name, with these headers.
    pub fn post(&self, path: &str, headers: &[(&str, String)], body: &[u8]) -> Answer {
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n",
            self.address,
            body.len()
        );
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        // A body that is too long is not read to its end.
        let _ = stream.write_all(body);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::parse(&bytes)
    }
}

/// Every route of the described interface that is read, each `{…}` filled in with `name`.
pub fn routes(name: &str) -> Vec<String> {
    let described = std::fs::read_to_string(super::root().join("web/openapi.json")).unwrap();
    let described: Value = serde_json::from_str(&described).unwrap();
    let paths =
        described["paths"].as_object().unwrap().iter().filter(|(_, methods)| methods.get("get").is_some());
    let fill = |path: &String| {
        path.split('/')
            .map(|part| if part.starts_with('{') { name } else { part })
            .collect::<Vec<_>>()
            .join("/")
    };
    paths.map(|(path, _)| fill(path)).collect()
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer of the server.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer has a head");
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
            .collect();
        let answer = Self { status, headers, body: bytes[end + 4..].to_vec() };
        assert_eq!(answer.header("transfer-encoding"), None, "this client reads whole bodies only");
        answer
    }

    /// The value of the header of that lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
}
