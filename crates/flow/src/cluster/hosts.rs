//! Who takes part: the hosts file and what must hold before any socket is opened.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use super::ClusterError;

/// How long a process waits for the others unless told otherwise: with what follows, less than 10 seconds.
pub const CONNECT_WITHIN: Duration = Duration::from_secs(8);

/// Who takes part: addresses by process, our own index, the shared secret and the deadline.
#[derive(Clone)]
pub struct Cluster {
    /// `host:port` of each process, in the order of the hosts file.
    pub addresses: Vec<String>,
    /// Our own place among the addresses.
    pub process: usize,
    /// What every process must hold. It is never sent and never printed.
    pub secret: String,
    /// How long to wait for the others.
    pub connect_within: Duration,
}

impl fmt::Debug for Cluster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The secret stays out of logs and panics.
        f.debug_struct("Cluster")
            .field("addresses", &self.addresses)
            .field("process", &self.process)
            .field("connect_within", &self.connect_within)
            .finish_non_exhaustive()
    }
}

impl Cluster {
    /// Reads a hosts file: one `host:port` a line, `#` starts a comment, the first address is process 0.
    pub fn from_hosts_file(path: &Path, process: usize, secret: String) -> Result<Self, ClusterError> {
        let text = std::fs::read_to_string(path)
            .map_err(|cause| ClusterError::ReadHosts { path: path.to_path_buf(), cause })?;
        let addresses = parse_hosts(path, &text)?;
        let cluster = Self { addresses, process, secret, connect_within: CONNECT_WITHIN };
        cluster.check()?;
        Ok(cluster)
    }

    /// Whether this can work at all; `connect` asks again because the fields are public.
    pub(super) fn check(&self) -> Result<(), ClusterError> {
        let processes = self.addresses.len();
        if self.process >= processes {
            return Err(ClusterError::NoSuchProcess { process: self.process, processes });
        }
        if self.secret.trim().is_empty() {
            return Err(ClusterError::EmptySecret);
        }
        for (second, address) in self.addresses.iter().enumerate() {
            if let Some(first) = self.addresses[..second].iter().position(|earlier| earlier == address) {
                return Err(ClusterError::SameAddress { first, second, address: address.clone() });
            }
        }
        Ok(())
    }
}

fn parse_hosts(path: &Path, text: &str) -> Result<Vec<String>, ClusterError> {
    let mut addresses = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let address = line.split('#').next().unwrap_or_default().trim();
        if address.is_empty() {
            continue;
        }
        if !is_address(address) {
            let (path, text) = (path.to_path_buf(), address.to_owned());
            return Err(ClusterError::HostLine { path, line: index + 1, text });
        }
        addresses.push(address.to_owned());
    }
    if addresses.is_empty() {
        return Err(ClusterError::NoHosts { path: path.to_path_buf() });
    }
    Ok(addresses)
}

/// `name:port`, `192.0.2.1:port` or `[2001:db8::1]:port`; a bare IPv6 address would hide where the port begins.
fn is_address(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else { return false };
    let bracketed = host.starts_with('[') && host.ends_with(']');
    let named = !host.is_empty() && !host.contains([':', '[', ']']) && !host.contains(char::is_whitespace);
    let port_is_number = port.bytes().all(|byte| byte.is_ascii_digit());
    (bracketed || named) && port_is_number && port.parse::<u16>().is_ok_and(|port| port > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, process: usize, secret: &str) -> Result<Cluster, ClusterError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hosts.txt");
        std::fs::write(&path, text).unwrap();
        Cluster::from_hosts_file(&path, process, secret.to_owned())
    }

    fn message(text: &str, process: usize, secret: &str) -> String {
        read(text, process, secret).unwrap_err().to_string()
    }

    #[test]
    fn comments_and_blank_lines_are_no_processes() {
        let text = "# two machines\n\n192.0.2.10:2101  # the fast one\n[2001:db8::10]:2102\r\nlocalhost:2103\n";
        let cluster = read(text, 2, "s").unwrap();
        assert_eq!(cluster.addresses, ["192.0.2.10:2101", "[2001:db8::10]:2102", "localhost:2103"]);
        assert_eq!((cluster.process, cluster.connect_within), (2, CONNECT_WITHIN));
    }

    #[test]
    fn lines_that_are_no_address_are_named() {
        for bad in ["localhost", "localhost:", ":2101", "a:0", "a:70000", "a b:1", "2001:db8::1:2101", "a:+1"] {
            let said = message(&format!("127.0.0.1:2101\n{bad}\n"), 0, "s");
            assert!(said.starts_with("understand line 2 of `"), "{bad}: {said}");
            assert!(said.contains(&format!("`{bad}` is not `host:port`")), "{said}");
        }
    }

    #[test]
    fn what_cannot_work_is_said_before_any_socket() {
        assert!(message("a:1\nb:1\n", 2, "s").starts_with("be process `2` of a cluster of 2\nhint: "));
        assert!(message("a:1\nb:1\n", 0, " ").contains("hint: set SEKISHO_SECRET"));
        assert!(message("a:1\nb:1\na:1\n", 0, "s").contains("process `0` from process `2`: both are at `a:1`"));
        assert!(message("# nobody\n", 0, "s").starts_with("find a process in the hosts file"));
        let absent = Cluster::from_hosts_file(Path::new("/absent/hosts.txt"), 0, "s".to_owned()).unwrap_err();
        assert!(absent.to_string().starts_with("read the hosts file `/absent/hosts.txt`: "));
    }

    #[test]
    fn the_secret_is_not_printed() {
        let cluster = read("a:1\n", 0, "open sesame").unwrap();
        assert!(!format!("{cluster:?}").contains("sesame"));
    }
}
