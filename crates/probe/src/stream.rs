//! A TCP stream that remembers the first bytes it received, and how it ended.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// How many first bytes are kept.
const KEPT: usize = 32;

#[derive(Debug)]
pub(crate) struct Recorded {
    inner: TcpStream,
    /// The first bytes received since the last [`Recorded::forget`].
    pub(crate) first: Vec<u8>,
    /// Whether the peer closed.
    pub(crate) closed: bool,
    /// Whether the connection was reset.
    pub(crate) reset: bool,
}

impl Recorded {
    pub(crate) fn new(inner: TcpStream) -> Self {
        Self { inner, first: Vec::new(), closed: false, reset: false }
    }

    pub(crate) fn local_address(&self) -> Option<std::net::SocketAddr> {
        self.inner.local_addr().ok()
    }

    /// The connection itself.
    pub(crate) const fn connection(&self) -> &TcpStream {
        &self.inner
    }

    /// Starts to keep first bytes anew.
    pub(crate) fn forget(&mut self) {
        self.first.clear();
    }

    pub(crate) fn first_hex(&self) -> String {
        hex(&self.first)
    }

    fn note(&mut self, error: &io::Error) {
        self.reset |= matches!(
            error.kind(),
            io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe
        );
    }
}

/// Bytes as lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl AsyncRead for Recorded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = ready!(Pin::new(&mut self.inner).poll_read(context, buffer));
        if let Err(error) = &result {
            self.note(error);
        } else {
            let came = &buffer.filled()[before..];
            let room = KEPT - self.first.len().min(KEPT);
            self.first.extend_from_slice(&came[..came.len().min(room)]);
            self.closed |= came.is_empty() && buffer.remaining() > 0;
        }
        Poll::Ready(result)
    }
}

impl AsyncWrite for Recorded {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let result = ready!(Pin::new(&mut self.inner).poll_write(context, bytes));
        if let Err(error) = &result {
            self.note(error);
        }
        Poll::Ready(result)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}
