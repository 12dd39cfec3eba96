//! Who refused: how far away the refusal was made, compared with an answer that is the host's own.

use std::net::SocketAddr;
use std::time::Duration;

use diagnosis::facts::{Fact, Gap, Millis, Reset};
use tokio::net::TcpSocket;
use tokio::time::timeout;

/// The longest wait for an answer.
const LONGEST: Duration = Duration::from_secs(2);
/// More hops than this are not looked for.
const FARTHEST: u8 = 40;

/// Another port of the same host, to compare with: 443, which firewalls seldom close.
pub(crate) fn beside(to: SocketAddr) -> SocketAddr {
    SocketAddr::new(to.ip(), if to.port() == 443 { 80 } else { 443 })
}

/// Who sent the reset, where the host answers a ping. `hops_left` is what that answer had left.
pub(crate) async fn by_ping(to: SocketAddr, hops_left: u8, took: Millis) -> Fact<Reset> {
    let ruler = Ruler::of(took);
    let host_hops = distance(hops_left);
    let nearer = async {
        let as_far = ruler.start(to).await? - host_hops;
        // Neither nearer nor as far as the host: it is no measure of anything.
        if !ruler.heard(to, as_far).await? {
            return Ok(None);
        }
        Ok::<_, std::io::Error>(Some(host_hops > 0 && ruler.surely_heard(to, as_far + 1).await?))
    };
    match nearer.await {
        Ok(Some(nearer)) => Fact::Known(Reset { host_hops, nearer }),
        Ok(None) => {
            Fact::unknown(Gap::Failed("the refusals came from farther away than the host".to_owned()))
        }
        Err(_) => Fact::unknown(Gap::Failed(NOT_TOLD.to_owned())),
    }
}

/// Who sent the reset, where nobody answers a ping: compared with how far away another port of the same address answers,
/// be it with a connection or with a refusal. A refusal that comes from as far tells nothing: the same firewall may have
/// made both.
pub(crate) async fn by_neighbour(to: SocketAddr, beside: SocketAddr, took: Millis) -> Fact<Reset> {
    let ruler = Ruler::of(took);
    let nearer = async {
        // What does not answer at all is no measure.
        let Some(accepts) = ruler.once(beside, 0).await? else { return Ok(None) };
        let from = ruler.start(beside).await?;
        // The fewest hops at which it is still heard.
        let (mut near, mut far) = (0, FARTHEST);
        if !ruler.heard(beside, from - far).await? {
            return Ok(None);
        }
        while near < far {
            let middle = near.midpoint(far);
            if ruler.heard(beside, from - middle).await? { far = middle } else { near = middle + 1 }
        }
        let as_far = ruler.start(to).await? - far;
        let nearer = far > 0 && ruler.surely_heard(to, as_far + 1).await?;
        Ok::<_, std::io::Error>(Some((far, nearer, accepts)))
    };
    match nearer.await {
        Ok(Some((host_hops, nearer, accepts))) if nearer || accepts => {
            Fact::Known(Reset { host_hops, nearer })
        }
        Ok(Some(_)) => {
            Fact::unknown(Gap::Failed("another port refuses from as far, which tells nothing".to_owned()))
        }
        Ok(None) => {
            Fact::unknown(Gap::Failed("nothing else answers there to compare the refusal with".to_owned()))
        }
        Err(_) => Fact::unknown(Gap::Failed(NOT_TOLD.to_owned())),
    }
}

const NOT_TOLD: &str = "this system does not tell how far a reset came";

/// Measures how far away an answer to a connection is made: the system discards what comes with fewer hops left than it
/// is told to hear.
struct Ruler {
    wait: Duration,
}

impl Ruler {
    /// Waits three times as long as the first refusal took.
    fn of(took: Millis) -> Self {
        let wait = Duration::from_millis(u64::from(took.0) * 3).clamp(Duration::from_millis(150), LONGEST);
        Self { wait }
    }

    /// What is heard with at least so many hops left: a connection (true), a refusal (false), nothing.
    async fn once(&self, to: SocketAddr, least: u8) -> std::io::Result<Option<bool>> {
        let socket = TcpSocket::new_v4()?;
        socket::discard_below_hop_limit(&socket, least)?;
        Ok(match timeout(self.wait, socket.connect(to)).await {
            Ok(Ok(_)) => Some(true),
            Ok(Err(error)) if error.kind() == std::io::ErrorKind::ConnectionRefused => Some(false),
            _ => None,
        })
    }

    /// A packet can get lost, so what is not heard is asked for twice.
    async fn heard(&self, to: SocketAddr, least: u8) -> std::io::Result<bool> {
        Ok(self.once(to, least).await?.is_some() || self.once(to, least).await?.is_some())
    }

    /// Heard twice.
    async fn surely_heard(&self, to: SocketAddr, least: u8) -> std::io::Result<bool> {
        Ok(self.once(to, least).await?.is_some() && self.once(to, least).await?.is_some())
    }

    /// Where the system of the sender begins to count: 64, 128 or 255.
    async fn start(&self, to: SocketAddr) -> std::io::Result<u8> {
        Ok(if self.heard(to, 129).await? {
            255
        } else if self.heard(to, 65).await? {
            128
        } else {
            64
        })
    }
}

/// How many hops away a sender is, by what its answer had left.
fn distance(hops_left: u8) -> u8 {
    let start: u8 = match hops_left {
        0..=64 => 64,
        65..=128 => 128,
        _ => 255,
    };
    // Nobody is as far away as the whole count.
    (start - hops_left).min(start.min(64) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_by_usual_starts() {
        for (left, hops) in [(64, 0), (62, 2), (128, 0), (127, 1), (255, 0), (243, 12), (0, 63)] {
            assert_eq!(distance(left), hops, "{left}");
        }
    }

    #[tokio::test]
    async fn on_this_computer_nobody_is_nearer() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let open = listener.local_addr().unwrap();
        let known = Fact::Known(Reset { host_hops: 0, nearer: false });
        assert_eq!(by_neighbour(closed, open, Millis(1)).await, known);
        assert_eq!(by_ping(closed, 64, Millis(1)).await, known);
        // A second refusal from as far tells nothing.
        assert_eq!(by_neighbour(closed, closed, Millis(1)).await.known(), None);
    }
}
