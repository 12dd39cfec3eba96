//! What was seen of the way to the host, beside the connection a real client makes.
//! Looked at only where it can change the verdict.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::{Connect, Fact, Listener, Millis};

/// Trials beside the path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// The address that ping and port 443 were asked at.
    #[serde(default)]
    pub at: Option<IpAddr>,
    /// The ICMP error that came back for the connection request.
    #[serde(default)]
    pub icmp: Fact<Icmp>,
    /// Whether the host answers ICMP echo (ping).
    #[serde(default)]
    pub echo: Fact<Echo>,
    /// Who sent the reset that refused the connection.
    #[serde(default)]
    pub reset: Fact<Reset>,
    /// What became of a connection to port 443 of the same address.
    #[serde(default)]
    pub https: Fact<Connect>,
    /// What became of a connection to an address that nobody has (RFC 5737, RFC 3849).
    #[serde(default)]
    pub nowhere: Fact<Connect>,
    /// What the listener answers to a TLS greeting instead of a Remote Desktop request.
    #[serde(default)]
    pub greeting: Fact<Listener>,
    /// Whether TLS stood on a connection of small segments, and then again not on one of usual ones.
    #[serde(default)]
    pub small_segments: Fact<bool>,
    /// What TCP measured on the path.
    #[serde(default)]
    pub transport: Fact<Transport>,
    /// What became of the first datagram of Remote Desktop over UDP.
    #[serde(default)]
    pub udp: Fact<Udp>,
    /// What the listener did with more requests of the same kind.
    #[serde(default)]
    pub repeats: Fact<Vec<Listener>>,
}

impl Way {
    /// Nothing was asked.
    pub fn unseen() -> Self {
        Self {
            at: None,
            icmp: Fact::not_asked(),
            echo: Fact::not_asked(),
            reset: Fact::not_asked(),
            https: Fact::not_asked(),
            nowhere: Fact::not_asked(),
            greeting: Fact::not_asked(),
            small_segments: Fact::not_asked(),
            transport: Fact::not_asked(),
            udp: Fact::not_asked(),
            repeats: Fact::not_asked(),
        }
    }

    /// Whether anything at all answers at this address: the host, or what stands there for it.
    pub fn somebody_lives(&self, at: IpAddr) -> Option<&'static str> {
        if self.at != Some(at) {
            None
        } else if self.echo.known().is_some_and(|echo| echo.answered > 0) {
            Some("/network/way/echo")
        } else if matches!(self.https.known(), Some(Connect::Accepted | Connect::Refused)) {
            Some("/network/way/https")
        } else {
            None
        }
    }

    /// Whether packets were seen to get lost: silence then has another explanation.
    pub fn loses_packets(&self) -> bool {
        self.transport.known().is_some_and(|transport| transport.repeated > 0)
            || self.echo.known().is_some_and(|echo| echo.answered > 0 && echo.answered < echo.sent)
    }

    /// Whether ping and port 443 of this address were asked, and both stayed without an answer.
    pub fn nobody_answers(&self, at: IpAddr) -> bool {
        self.at == Some(at)
            && self.echo.known().is_some_and(|echo| echo.answered == 0)
            && self.https.known() == Some(&Connect::TimedOut)
    }
}

impl Default for Way {
    fn default() -> Self {
        Self::unseen()
    }
}

/// An ICMP "destination unreachable" (RFC 792 type 3, RFC 4443 type 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Icmp {
    /// Who sent it.
    pub from: IpAddr,
    /// Its code.
    pub code: u8,
}

impl Icmp {
    /// Whether it says that an administrator forbids this (RFC 1812 5.2.7.1, RFC 4443 3.1).
    pub const fn prohibits(self) -> bool {
        match self.from {
            IpAddr::V4(_) => matches!(self.code, 9 | 10 | 13),
            IpAddr::V6(_) => matches!(self.code, 1 | 5 | 6),
        }
    }

    /// Whether it says that the port is closed. A closed TCP port answers with a reset instead.
    pub const fn closes_port(self) -> bool {
        match self.from {
            IpAddr::V4(_) => self.code == 3,
            IpAddr::V6(_) => self.code == 4,
        }
    }

    /// The code in words.
    pub const fn words(self) -> &'static str {
        match (self.from, self.code) {
            (_, 0) => "no route to the network",
            (IpAddr::V4(_), 1) | (IpAddr::V6(_), 3) => "host unreachable",
            (IpAddr::V4(_), 3) | (IpAddr::V6(_), 4) => "port unreachable",
            (IpAddr::V4(_), 9 | 10 | 13) | (IpAddr::V6(_), 1) => "administratively prohibited",
            (IpAddr::V6(_), 5) => "source address forbidden by policy",
            (IpAddr::V6(_), 6) => "route rejected",
            _ => "unreachable",
        }
    }
}

/// ICMP echo requests and their answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Echo {
    /// How many were sent.
    pub sent: u32,
    /// How many were answered.
    pub answered: u32,
    /// How many hops the answer had left, where the system tells.
    pub hops_left: Option<u8>,
    /// An error that came instead.
    pub error: Option<Icmp>,
}

/// A reset's sender, compared with the host's answer to ping. The number of hops is the
/// distance to the next usual starting value: 64, 128 or 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reset {
    /// How many hops away the host is.
    pub host_hops: u8,
    /// Whether the reset came from nearer than that.
    pub nearer: bool,
}

/// What TCP measured on the path's connection, by the system's own count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transport {
    /// The shortest round trip.
    pub round_trip: Millis,
    /// How many of our segments had to be sent again.
    pub repeated: u32,
    /// The size of the largest segment sent, in bytes.
    pub segment: u32,
}

/// What became of a SYN datagram ([MS-RDPEUDP]) to the same port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Udp {
    /// The host speaks Remote Desktop over UDP.
    Answered,
    /// Something else answered.
    OtherAnswer,
    /// An ICMP error came back.
    Rejected(Icmp),
    /// Nothing came for as long as the run lasted.
    Silent {
        /// How long was waited.
        waited: Millis,
    },
}
