//! Connections: how many, how slow they may be, and how they end.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::time::{sleep, timeout};
use tower_service::Service;

use super::guard::Peer;
use super::limits::Limits;
use super::patient::Patient;

/// How slow the other side may be.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The head of a request must be there within this; a connection that asks nothing for so long is closed.
    head: Duration,
    /// The other side must take something of an answer within this.
    taking: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { head: Duration::from_secs(20), taking: Duration::from_secs(30) }
    }
}

/// So long an answer under way may take once the program is asked to stop.
const LEAVING: Duration = Duration::from_secs(10);
/// No head of a request has more headers, or more bytes.
const HEADERS: usize = 64;
const HEAD_BYTES: usize = 32 << 10;

/// Answer by `router` who connects to `listener`, within `limits` and at their `pace`, until `stop`; `leave` is called then.
pub async fn listen(
    listener: TcpListener,
    router: Router,
    (limits, pace): (Limits, Pace),
    stop: impl Future<Output = ()>,
    leave: impl FnOnce(),
) {
    let open = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &limits) => accepted,
            () = &mut stop => break,
        };
        let Some((stream, peer, room)) = accepted else { continue };
        let Some(seat) = limits.seat(peer.ip()) else { continue };
        let router = router.clone();
        let service = service_fn(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer.ip()));
            router.clone().call(request)
        });
        let stream = TokioIo::new(Patient::new(stream, pace.taking));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(pace.head)
            .max_headers(HEADERS)
            .max_buf_size(HEAD_BYTES)
            .serve_connection(stream, service);
        let connection = open.watch(connection);
        tokio::spawn(async move {
            // What goes wrong with a connection is its other side's to notice.
            let _ = connection.await;
            drop((room, seat));
        });
    }
    drop(listener);
    leave();
    let _ = timeout(LEAVING, open.shutdown()).await;
}

type Accepted = (tokio::net::TcpStream, SocketAddr, tokio::sync::OwnedSemaphorePermit);

async fn accept(listener: &TcpListener, limits: &Limits) -> Option<Accepted> {
    let room = limits.room().await?;
    match listener.accept().await {
        Ok((stream, peer)) => {
            // Small answers should not wait for one another.
            let _ = stream.set_nodelay(true);
            Some((stream, peer, room))
        }
        Err(error) => {
            let is_theirs = matches!(
                error.kind(),
                io::ErrorKind::ConnectionAborted
                    | io::ErrorKind::ConnectionReset
                    | io::ErrorKind::ConnectionRefused
            );
            // Out of files, most likely: some connection has to end first.
            if !is_theirs {
                sleep(Duration::from_millis(200)).await;
            }
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{Shutdown, TcpStream};
    use std::time::Instant;

    use axum::routing::get;

    use super::*;

    /// What comes back of `sent`, and after how long the connection was closed.
    fn asked(sent: &[u8]) -> (String, Duration) {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let pace = Pace { head: Duration::from_millis(300), taking: Duration::from_secs(30) };
        let router = Router::new().route("/", get(|| async { "here" }));
        runtime.spawn(listen(listener, router, (Limits::default(), pace), std::future::pending(), || ()));
        let (mut stream, start) = (TcpStream::connect(address).unwrap(), Instant::now());
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(sent).unwrap();
        let mut answer = Vec::new();
        // A connection that is closed in the middle of a request is reset: that is an end too.
        let _ = stream.read_to_end(&mut answer);
        let _ = stream.shutdown(Shutdown::Both);
        (String::from_utf8(answer).unwrap(), start.elapsed())
    }

    #[test]
    fn who_is_slow_is_not_waited_for() {
        let half = "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ";
        for sent in ["", half, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"] {
            let (answer, after) = asked(sent.as_bytes());
            assert_eq!(answer.contains("here"), sent.ends_with("\r\n\r\n"), "{answer}");
            assert!(after < Duration::from_secs(10), "{sent:?} held the connection for {after:?}");
        }
    }

    #[test]
    fn no_head_is_too_long() {
        let many: String = (0..100).map(|number| format!("X-{number}: a\r\n")).collect();
        let long = format!("X-Long: {}\r\n", "a".repeat(100_000));
        for headers in [many, long] {
            let (answer, _) = asked(format!("GET / HTTP/1.1\r\nHost: a\r\n{headers}\r\n").as_bytes());
            assert!(!answer.contains("here") && (answer.is_empty() || answer.contains(" 431 ")), "{answer}");
        }
    }
}
