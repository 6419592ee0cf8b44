//! The calls of the Linux kernel that a reader of formats may make (seccomp).

use std::collections::BTreeMap;

use libc::{O_CREAT, O_RDWR, O_WRONLY, PROT_EXEC};
use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, apply_filter_all_threads,
};

type Error = seccompiler::Error;
type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// Calls that nothing here has a use for; whoever makes one is up to something and is ended at once.
const HOSTILE: &[i64] = &[
    libc::SYS_socket,
    libc::SYS_socketpair,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    libc::SYS_accept,
    libc::SYS_accept4,
    libc::SYS_sendto,
    libc::SYS_sendmsg,
    libc::SYS_sendmmsg,
    libc::SYS_execve,
    libc::SYS_execveat,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_pidfd_getfd,
    libc::SYS_io_uring_setup,
    libc::SYS_bpf,
    libc::SYS_userfaultfd,
    libc::SYS_perf_event_open,
    libc::SYS_keyctl,
    libc::SYS_mount,
    libc::SYS_setns,
    libc::SYS_unshare,
    libc::SYS_kill,
    libc::SYS_unlinkat,
    libc::SYS_renameat2,
    libc::SYS_linkat,
    libc::SYS_symlinkat,
    libc::SYS_mkdirat,
    libc::SYS_openat2,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_fork,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_vfork,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_creat,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_unlink,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_rename,
];

/// Calls that memory, the two pipes, the clock and an orderly end take.
const NEEDED: &[i64] = &[
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_close,
    libc::SYS_fstat,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_brk,
    libc::SYS_madvise,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_futex,
    libc::SYS_set_robust_list,
    libc::SYS_rseq,
    libc::SYS_membarrier,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_nanosleep,
    libc::SYS_gettimeofday,
    libc::SYS_getrandom,
    libc::SYS_restart_syscall,
    libc::SYS_exit,
    libc::SYS_exit_group,
];

/// Refuse, from now on and for good, what is not needed: end the process over a hostile call, answer every other with
/// "no such call", which libraries know how to live with.
pub fn refuse() -> Result<(), Error> {
    // The stricter answer of the two filters counts; the second may not be set any more once its like is in force.
    set(hostile()?, SeccompAction::Allow, SeccompAction::KillProcess)?;
    set(needed()?, SeccompAction::Errno(libc::ENOSYS.cast_unsigned()), SeccompAction::Allow)
}

fn set(rules: Rules, otherwise: SeccompAction, matched: SeccompAction) -> Result<(), Error> {
    let arch = std::env::consts::ARCH.try_into()?;
    let filter = SeccompFilter::new(rules, otherwise, matched, arch)?;
    let program = BpfProgram::try_from(filter)?;
    apply_filter_all_threads(&program)
}

fn hostile() -> Result<Rules, Error> {
    let mut rules: Rules = HOSTILE.iter().map(|call| (*call, Vec::new())).collect();
    // To open for writing; to open for reading is answered with an error only, because libraries try that unasked.
    let for_writing = |argument| -> Result<Vec<SeccompRule>, BackendError> {
        [O_WRONLY, O_RDWR, O_CREAT].into_iter().map(|flag| masked(argument, flag, flag)).collect()
    };
    rules.insert(libc::SYS_openat, for_writing(2)?);
    #[cfg(target_arch = "x86_64")]
    rules.insert(libc::SYS_open, for_writing(1)?);
    // A further process; a further thread is refused with an error only.
    let process = masked(0, libc::CLONE_THREAD, 0)?;
    rules.insert(libc::SYS_clone, vec![process]);
    Ok(rules)
}

fn needed() -> Result<Rules, Error> {
    let mut rules: Rules = NEEDED.iter().map(|call| (*call, Vec::new())).collect();
    // Memory, but none that can be run.
    let not_run = || masked(2, PROT_EXEC, 0);
    rules.insert(libc::SYS_mmap, vec![not_run()?]);
    rules.insert(libc::SYS_mprotect, vec![not_run()?]);
    // A signal to itself: that is how a program aborts.
    let own = SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, std::process::id().into())
        .and_then(|own| SeccompRule::new(vec![own]))?;
    rules.insert(libc::SYS_tgkill, vec![own]);
    Ok(rules)
}

/// The rule that `argument` has exactly the bits `value` of those in `mask`.
fn masked(argument: u8, mask: i32, value: i32) -> Result<SeccompRule, BackendError> {
    let bits = |flags: i32| u64::from(flags.cast_unsigned());
    let test = SeccompCmpOp::MaskedEq(bits(mask));
    SeccompRule::new(vec![SeccompCondition::new(argument, SeccompCmpArgLen::Dword, test, bits(value))?])
}
