//! How much anybody may ask: so many requests a second from an address, so many connections at once.
//!
//! What is remembered is bounded: addresses beyond [`REMEMBERED`] share one allowance.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// So many addresses have an allowance of their own.
const REMEMBERED: usize = 4096;
/// So often those are forgotten who need not be remembered: looking at all of them takes time.
const SWEEP: Duration = Duration::from_secs(1);
/// No more connections are held at once.
const CONNECTIONS: usize = 256;
/// No more of them by one address; a browser holds six and one for each job it watches.
const BY_ONE: usize = 32;
/// No more of them by this machine itself.
const BY_OURSELVES: usize = 128;
/// No more bodies are taken in at once; the others wait unread.
const BODIES: usize = 4;

/// What an address may ask: so much at once, and so much again every second.
#[derive(Clone, Copy, Debug)]
struct Allowance {
    at_once: f64,
    a_second: f64,
}

const OURSELVES: Allowance = Allowance { at_once: 2000.0, a_second: 500.0 };
const ANOTHER: Allowance = Allowance { at_once: 300.0, a_second: 50.0 };

impl Allowance {
    fn of(address: IpAddr) -> Self {
        if address.to_canonical().is_loopback() { OURSELVES } else { ANOTHER }
    }
}

/// What is left of an allowance.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Bucket {
    fn take(&mut self, allowance: Allowance, now: Instant) -> bool {
        self.refill(allowance, now);
        let is_enough = self.left >= 1.0;
        if is_enough {
            self.left -= 1.0;
        }
        is_enough
    }

    fn refill(&mut self, allowance: Allowance, now: Instant) {
        let gone = now.saturating_duration_since(self.at).as_secs_f64();
        self.left = (self.left + gone * allowance.a_second).min(allowance.at_once);
        self.at = now;
    }
}

/// The addresses that asked lately.
#[derive(Debug, Default)]
struct Known {
    buckets: HashMap<IpAddr, Bucket>,
    /// What all share for whom there is no room.
    shared: Option<Bucket>,
    /// When those were last forgotten who need not be remembered.
    swept: Option<Instant>,
}

/// What all who ask may still ask. Cloned, it is the same.
#[derive(Clone, Debug)]
pub struct Limits {
    known: Arc<Mutex<Known>>,
    bodies: Arc<Semaphore>,
    connections: Arc<Semaphore>,
    seats: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            known: Arc::default(),
            bodies: Arc::new(Semaphore::new(BODIES)),
            connections: Arc::new(Semaphore::new(CONNECTIONS)),
            seats: Arc::default(),
        }
    }
}

impl Limits {
    /// Whether `address` may ask once more.
    pub fn admits(&self, address: IpAddr, now: Instant) -> bool {
        let (allowance, name) = (Allowance::of(address), name(address));
        let mut known = lock(&self.known);
        let is_due = known.swept.is_none_or(|swept| now.saturating_duration_since(swept) >= SWEEP);
        if is_due && known.buckets.len() >= REMEMBERED && !known.buckets.contains_key(&name) {
            known.swept = Some(now);
            // Who has a full allowance again need not be remembered.
            known.buckets.retain(|address, bucket| {
                let allowance = Allowance::of(*address);
                bucket.refill(allowance, now);
                bucket.left < allowance.at_once
            });
        }
        let full = Bucket { left: allowance.at_once, at: now };
        let bucket = if known.buckets.len() < REMEMBERED || known.buckets.contains_key(&name) {
            known.buckets.entry(name).or_insert(full)
        } else {
            known.shared.get_or_insert(full)
        };
        bucket.take(allowance, now)
    }

    /// Wait for leave to take a body in.
    pub async fn body(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.bodies).acquire_owned().await.ok()
    }

    /// Wait for room for one more connection.
    pub async fn room(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.connections).acquire_owned().await.ok()
    }

    /// A seat among the connections of `address`, unless it holds too many.
    pub fn seat(&self, address: IpAddr) -> Option<Seat> {
        let most = if address.to_canonical().is_loopback() { BY_OURSELVES } else { BY_ONE };
        let name = name(address);
        let mut seats = lock(&self.seats);
        let held = seats.entry(name).or_insert(0);
        if *held >= most {
            return None;
        }
        *held += 1;
        Some(Seat { name, seats: Arc::clone(&self.seats) })
    }
}

/// One connection of an address, given up when dropped.
#[derive(Debug)]
pub struct Seat {
    name: IpAddr,
    seats: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut seats = lock(&self.seats);
        if let Some(held) = seats.get_mut(&self.name) {
            *held -= 1;
            if *held == 0 {
                seats.remove(&self.name);
            }
        }
    }
}

/// What tells one who asks from another: the address, or the network of 64 bits that one machine has for itself.
fn name(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    fn admitted(limits: &Limits, address: IpAddr, asked: usize, now: Instant) -> usize {
        (0..asked).filter(|_| limits.admits(address, now)).count()
    }

    #[test]
    fn an_address_may_ask_so_much_and_again_later() {
        let (limits, start) = (Limits::default(), Instant::now());
        let [one, other] = ["192.0.2.1", "192.0.2.2"].map(|text| text.parse().unwrap());
        assert_eq!(admitted(&limits, one, 1000, start), 300);
        assert_eq!(admitted(&limits, other, 10, start), 10, "one does not use up another's");
        assert_eq!(admitted(&limits, one, 1000, start + Duration::from_secs(2)), 100);
        assert_eq!(admitted(&limits, one, 1000, start + Duration::from_secs(3600)), 300);
        assert_eq!(admitted(&limits, Ipv4Addr::LOCALHOST.into(), 5000, start), 2000);
    }

    #[test]
    fn one_machine_has_one_allowance() {
        let (limits, now) = (Limits::default(), Instant::now());
        for text in ["2001:db8::1", "2001:db8::ffff:2"] {
            admitted(&limits, text.parse().unwrap(), 150, now);
        }
        assert!(!limits.admits("2001:db8::3".parse().unwrap(), now));
        assert!(limits.admits("2001:db8:0:1::3".parse().unwrap(), now));
        admitted(&limits, "192.0.2.7".parse().unwrap(), 300, now);
        assert!(!limits.admits("::ffff:192.0.2.7".parse().unwrap(), now));
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let (limits, now) = (Limits::default(), Instant::now());
        let many = |count: u32| (0..count).map(|number| IpAddr::from(Ipv4Addr::from(0x0A00_0000 + number)));
        assert_eq!(many(6000).filter(|address| limits.admits(*address, now)).count(), 4096 + 300);
        assert_eq!(lock(&limits.known).buckets.len(), REMEMBERED);
        let later = now + Duration::from_secs(60);
        assert!(limits.admits("192.0.2.9".parse().unwrap(), later));
        assert_eq!(lock(&limits.known).buckets.len(), 1, "who waited is forgotten");
    }

    #[test]
    fn an_address_holds_so_many_connections() {
        let limits = Limits::default();
        let one: IpAddr = "192.0.2.1".parse().unwrap();
        let mut held: Vec<_> = (0..40).map_while(|_| limits.seat(one)).collect();
        assert_eq!(held.len(), BY_ONE);
        assert!(limits.seat("192.0.2.2".parse().unwrap()).is_some());
        held.pop();
        assert!(limits.seat(one).is_some());
        drop(held);
        assert!(lock(&limits.seats).is_empty());
    }
}
