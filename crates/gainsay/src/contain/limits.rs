//! What a process that takes in gives up before it sees a byte of input.

#[cfg(target_os = "linux")]
mod calls;

/// How long it may use the processor in all its life. Its parent ends it far earlier; this is for one without a parent.
pub const PROCESSOR_SECONDS: u64 = 1800;

/// How much stack the readers of formats get.
const STACK: usize = 64 << 20;

/// Give up what can be given up, then do `work` on a thread with much stack; it is told what was reached, in words for
/// the pages.
pub fn within_limits<T: Send + 'static>(work: impl FnOnce(Vec<String>) -> T + Send + 'static) -> Option<T> {
    let mut reached = vec!["a process of its own".to_owned()];
    reached.extend(namespaces());
    reached.extend(resources());
    let inside = move || {
        let refused = calls();
        reached
            .push(refused.unwrap_or_else(|| "no more than that: this system offers limits only".to_owned()));
        work(reached)
    };
    std::thread::Builder::new().stack_size(STACK).spawn(inside).ok()?.join().ok()
}

/// Leave the network of the machine, where the system lets an ordinary user do so; end when the parent ends.
#[cfg(target_os = "linux")]
fn namespaces() -> Option<String> {
    use nix::sched::{CloneFlags, unshare};
    use nix::sys::prctl;
    // None of it is needed for the rest to hold: the calls that use a network are refused besides.
    let left = unshare(CloneFlags::CLONE_NEWUSER | CloneFlags::CLONE_NEWNET).is_ok();
    let _ = prctl::set_pdeathsig(nix::sys::signal::Signal::SIGKILL);
    let _ = prctl::set_dumpable(false);
    left.then(|| "a network of its own with nothing in it".to_owned())
}

#[cfg(not(target_os = "linux"))]
fn namespaces() -> Option<String> {
    None
}

/// Limit memory, processor time and files.
#[cfg(unix)]
fn resources() -> Option<String> {
    use nix::sys::resource::{Resource, setrlimit};
    let limit = |resource, most| setrlimit(resource, most, most).is_ok();
    let memory = limit(Resource::RLIMIT_AS, super::MEMORY);
    let time = limit(Resource::RLIMIT_CPU, PROCESSOR_SECONDS);
    // Nothing is written to a file, nothing more is opened, nothing is left behind.
    let files = limit(Resource::RLIMIT_FSIZE, 0)
        & limit(Resource::RLIMIT_NOFILE, 3)
        & limit(Resource::RLIMIT_CORE, 0);
    let told = [
        memory.then(|| format!("at most {} GiB of memory", super::MEMORY >> 30)),
        time.then(|| "limited time".to_owned()),
        files.then(|| "no files".to_owned()),
    ];
    let told: Vec<String> = told.into_iter().flatten().collect();
    (!told.is_empty()).then(|| told.join(", "))
}

#[cfg(not(unix))]
fn resources() -> Option<String> {
    None
}

/// Refuse every call of the system but the few that readers of formats need.
#[cfg(target_os = "linux")]
fn calls() -> Option<String> {
    use nix::sys::resource::{Resource, setrlimit};
    // The thread that runs this is the last that is needed. (The super user is not held by this one.)
    let _ = setrlimit(Resource::RLIMIT_NPROC, 0, 0);
    nix::sys::prctl::set_no_new_privs().ok()?;
    calls::refuse().ok()?;
    Some("system calls refused that open, start or connect to anything".to_owned())
}

#[cfg(not(target_os = "linux"))]
fn calls() -> Option<String> {
    None
}
