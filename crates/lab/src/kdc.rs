//! The lab's Kerberos server: it answers requests without proof, and nothing else.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use wire::kerberos;

use crate::setting::Kdc;

/// Answers for as long as it is polled.
pub(crate) async fn serve(listener: TcpListener, kdc: Kdc) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { return };
        tokio::spawn(async move {
            let _ = answer(stream, kdc).await;
        });
    }
}

async fn answer(mut stream: TcpStream, kdc: Kdc) -> std::io::Result<()> {
    let length = usize::try_from(stream.read_u32().await?).unwrap_or(usize::MAX);
    let mut request = vec![0; length.min(kerberos::MAX_SIZE)];
    stream.read_exact(&mut request).await?;
    let (code, clock_ahead) = match kdc {
        Kdc::Answers { code, clock_ahead } => (code, clock_ahead),
        Kdc::Forges if kerberos::read_kind(&request) == Ok(kerberos::Kind::ForUser { proof: true }) => {
            let forged = kerberos::forge_ticket();
            stream.write_u32(u32::try_from(forged.len()).unwrap_or_default()).await?;
            return stream.write_all(&forged).await;
        }
        Kdc::Forges => (25, 0),
        Kdc::Silent | Kdc::Down => {
            // Hold the connection until the client leaves.
            stream.read_u8().await?;
            return Ok(());
        }
    };
    let Ok(asked) = kerberos::read_request(&request) else { return Ok(()) };
    let reply = kerberos::write_error(code, &generalized_time(clock_ahead), &asked.realm);
    stream.write_u32(u32::try_from(reply.len()).unwrap_or_default()).await?;
    stream.write_all(&reply).await
}

/// Now, moved by so many seconds, as `20261122120000Z`.
fn generalized_time(ahead: i64) -> String {
    let now = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(ahead);
    now.strftime("%Y%m%d%H%M%SZ").to_string()
}
