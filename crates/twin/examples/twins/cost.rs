//! What this process has cost so far.

/// CPU seconds of this thread so far (Linux: /proc/thread-self/schedstat, nanoseconds).
pub fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|first| first.parse::<f64>().ok()).map_or(0.0, |nanos| nanos / 1e9)
}

/// Highest resident memory of this process so far (Linux: VmHWM).
pub fn peak_mebibytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).map_or(0, |kibi| kibi / 1024)
}
