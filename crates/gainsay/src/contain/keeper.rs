//! The thread that starts processes and ends those that take too long.
//!
//! A process that takes in ends with the thread that started it (so that none outlives a killed parent); this one lives
//! as long as the program.

use std::io;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::time::{Duration, Instant};

/// How often the clock is looked at while there are processes.
const TICK: Duration = Duration::from_millis(100);

/// A process with an hour at which it is ended.
#[derive(Debug)]
pub struct Watched {
    child: Mutex<Child>,
    /// Milliseconds since [`since`]; 0 for none.
    deadline: AtomicU64,
    late: AtomicBool,
}

/// A process and the pipes to it.
pub struct Started {
    pub watched: Arc<Watched>,
    pub to: ChildStdin,
    pub from: ChildStdout,
    pub words: ChildStderr,
}

struct Order {
    command: Command,
    reply: SyncSender<io::Result<Started>>,
}

/// Start `command`, whose standard streams are all pipes.
pub fn start(command: Command) -> io::Result<Started> {
    static ORDERS: OnceLock<Option<Sender<Order>>> = OnceLock::new();
    let orders = ORDERS.get_or_init(|| {
        let (orders, taken) = channel();
        let keeper = std::thread::Builder::new().name("keeper".to_owned()).spawn(move || keep(&taken));
        keeper.is_ok().then_some(orders)
    });
    let gone = || io::Error::other("no thread could be started");
    let (reply, answer) = sync_channel(1);
    orders.as_ref().ok_or_else(gone)?.send(Order { command, reply }).map_err(|_| gone())?;
    answer.recv().map_err(|_| gone())?
}

fn keep(orders: &Receiver<Order>) {
    let mut watched: Vec<Weak<Watched>> = Vec::new();
    loop {
        let order = if watched.is_empty() {
            orders.recv().map_err(|_| RecvTimeoutError::Disconnected)
        } else {
            orders.recv_timeout(TICK)
        };
        match order {
            Ok(Order { mut command, reply }) => {
                let started = spawn(&mut command);
                if let Ok(started) = &started {
                    watched.push(Arc::downgrade(&started.watched));
                }
                // Whoever asked is gone only where the program ends.
                let _ = reply.send(started);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        super::worker::let_idle_go();
        watched.retain(|one| one.upgrade().inspect(|one| one.look()).is_some());
    }
}

fn spawn(command: &mut Command) -> io::Result<Started> {
    let mut child = command.spawn()?;
    let (Some(to), Some(from), Some(words)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(io::Error::other("no pipe to it"));
    };
    let watched =
        Watched { child: Mutex::new(child), deadline: AtomicU64::new(0), late: AtomicBool::new(false) };
    Ok(Started { watched: Arc::new(watched), to, from, words })
}

/// When the first process was started.
fn since() -> Instant {
    static SINCE: OnceLock<Instant> = OnceLock::new();
    *SINCE.get_or_init(Instant::now)
}

fn now() -> u64 {
    u64::try_from(since().elapsed().as_millis()).unwrap_or(u64::MAX)
}

impl Watched {
    /// End the process unless it is told otherwise within `patience`.
    pub fn expect_within(&self, patience: Duration) {
        let patience = u64::try_from(patience.as_millis()).unwrap_or(u64::MAX);
        self.deadline.store(now().saturating_add(patience).max(1), Ordering::SeqCst);
    }

    /// Let the process be: nothing is expected of it.
    pub fn expect_nothing(&self) {
        self.deadline.store(0, Ordering::SeqCst);
    }

    /// Do `work` that the process waits for: its time stands still.
    pub fn paused<T>(&self, work: impl FnOnce() -> T) -> T {
        let left = self.deadline.swap(0, Ordering::SeqCst).saturating_sub(now());
        let done = work();
        self.expect_within(Duration::from_millis(left));
        done
    }

    /// Whether it was ended because it took too long.
    pub fn was_late(&self) -> bool {
        self.late.load(Ordering::SeqCst)
    }

    /// End it; how it ended, which may have been before.
    pub fn end(&self) -> Option<ExitStatus> {
        self.expect_nothing();
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        child.wait().ok()
    }

    fn look(&self) {
        let deadline = self.deadline.load(Ordering::SeqCst);
        if deadline != 0 && now() > deadline {
            self.late.store(true, Ordering::SeqCst);
            let _ = self.child.lock().unwrap_or_else(PoisonError::into_inner).kill();
        }
    }
}
