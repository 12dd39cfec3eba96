//! X.224 security negotiation.

use diagnosis::facts::{Answer, Exchange, Millis, Protocols};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::Instant;
use wire::x224::{self, Confirm};

use crate::deadline::Deadline;
use crate::stream::Recorded;

/// What mstsc writes in front of a user name; ours names the tool, never a person.
const COOKIE: &str = "Cookie: mstshash=readmit";

/// Offers `protocols` and reads the answer. `None` if what came back is not Remote Desktop.
pub(crate) async fn exchange(
    stream: &mut Recorded,
    offered: Protocols,
    routing_token: Option<&str>,
    deadline: &Deadline,
) -> Option<Exchange> {
    let began = Instant::now();
    let request =
        x224::write_request(Some(wire::Protocols(offered.0)), Some(routing_token.unwrap_or(COOKIE)));
    let answer = deadline.within(talk(stream, &request)).await?;
    let answer = answer.or_else(|| stream.first.starts_with(&[3, 0]).then_some(Answer::Malformed))?;
    Some(Exchange { offered, answer, took: Millis::from(began.elapsed()) })
}

async fn talk(stream: &mut Recorded, request: &[u8]) -> Option<Answer> {
    stream.write_all(request).await.ok()?;
    let mut packet = Vec::with_capacity(64);
    loop {
        let wanted = match x224::packet_size(&packet) {
            Ok(None) => 4 - packet.len(),
            Ok(Some(size)) if size > x224::MAX_SIZE => return None,
            Ok(Some(size)) if packet.len() >= size => break,
            Ok(Some(size)) => size - packet.len(),
            Err(_) => {
                // Not a TPKT: a little more of it tells which protocol it is.
                let _ =
                    tokio::time::timeout(std::time::Duration::from_millis(200), stream.read(&mut [0; 64]))
                        .await;
                return None;
            }
        };
        // Not a byte beyond the packet: TLS begins behind it.
        if (&mut *stream).take(wanted as u64).read_buf(&mut packet).await.ok()? == 0 {
            // `take` hides the end of the stream from the recorder only if nothing was wanted.
            return None;
        }
    }
    Some(match x224::read_confirm(&packet) {
        Ok(Confirm::Selected { protocol, flags }) => {
            Answer::Selected { protocol: Protocols(protocol.0), flags }
        }
        Ok(Confirm::Refused { code }) => Answer::Refused { code },
        Ok(Confirm::Classic) => Answer::Classic,
        Ok(Confirm::Disconnected { reason }) => Answer::Disconnected { reason },
        Err(_) => Answer::Malformed,
    })
}
