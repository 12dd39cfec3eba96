//! A lab that runs.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use host::{Counters, Policy, TlsPolicy};
use openssl::error::ErrorStack;
use openssl::ssl::{Ssl, SslAcceptor};
use socket2::{Domain, Socket, Type};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, UdpSocket};
use tokio::task::JoinHandle;

use crate::certificates::Certificates;
use crate::setting::{Certificate, GATEWAY, Given, Kdc, Listening, Setting};
use crate::{kdc, names, relay};

/// A lab that runs until it is dropped, and what a client needs to know of it.
#[derive(Debug)]
pub struct Running {
    /// How it is set.
    pub setting: Setting,
    /// The port of the host, or of the relay in front of it.
    pub port: u16,
    /// The address of the host.
    pub address: IpAddr,
    /// The name server.
    pub dns: SocketAddr,
    /// The Kerberos server, as `host:port`.
    pub kdc: Option<String>,
    /// The root that clients trust, as DER.
    pub root: Vec<u8>,
    /// The account's password.
    pub password: String,
    /// The text of the connection file.
    pub rdp_file: Option<String>,
    /// What the host counted.
    pub counters: Counters,
    memory: Option<tempfile::NamedTempFile>,
    tasks: Vec<JoinHandle<()>>,
    /// Connections that fill the accept queue.
    _queued: Vec<Socket>,
    _full: Option<Socket>,
}

impl Drop for Running {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

/// Why a lab could not start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A socket of it.
    #[error("opening the lab's {what}")]
    Socket {
        /// Which.
        what: &'static str,
        /// Why not.
        source: std::io::Error,
    },
    /// A certificate of it.
    #[error("making the lab's certificates")]
    Certificates(#[from] ErrorStack),
}

fn socket(what: &'static str) -> impl FnOnce(std::io::Error) -> Error {
    move |source| Error::Socket { what, source }
}

/// Starts a lab. `port` is the host's, 0 for any free one.
pub async fn start(setting: Setting, port: u16) -> Result<Running, Error> {
    let certificates = Certificates::new()?;
    let password = password(&setting)?;
    let counters = Counters::default();
    let address = if setting.listening == Listening::V6 {
        IpAddr::from(Ipv6Addr::LOCALHOST)
    } else {
        IpAddr::from(Ipv4Addr::LOCALHOST)
    };
    let mut tasks = Vec::new();
    let (mut queued, mut full) = (Vec::new(), None);
    let mut port = match setting.listening {
        Listening::V4 | Listening::V6 => {
            let listener = TcpListener::bind((address, port)).await.map_err(socket("port"))?;
            let port = listener.local_addr().map_err(socket("port"))?.port();
            let policies = policies(&setting, &certificates, &password, &counters)?;
            tasks.push(tokio::spawn(serve(listener, policies)));
            port
        }
        Listening::Nowhere => free_port(address, port).await?,
        Listening::Full => {
            let (listener, clients, port) = full_queue(address, port).map_err(socket("port"))?;
            (queued, full) = (clients, Some(listener));
            port
        }
    };
    if !setting.delay.is_zero() {
        let listener = TcpListener::bind((address, 0)).await.map_err(socket("relay"))?;
        let behind = SocketAddr::new(address, port);
        port = listener.local_addr().map_err(socket("relay"))?.port();
        tasks.push(tokio::spawn(relay::serve(listener, behind, setting.delay)));
    }
    let udp = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(socket("name server"))?;
    let dns = udp.local_addr().map_err(socket("name server"))?;
    tasks.push(tokio::spawn(names::serve(udp, setting.dns.clone(), vec![address])));
    let kdc = match setting.kdc {
        None => None,
        Some(kdc) => {
            let local = IpAddr::from(Ipv4Addr::LOCALHOST);
            let port = if kdc == Kdc::Down {
                free_port(local, 0).await?
            } else {
                let listener = TcpListener::bind((local, 0)).await.map_err(socket("Kerberos server"))?;
                let port = listener.local_addr().map_err(socket("Kerberos server"))?.port();
                tasks.push(tokio::spawn(kdc::serve(listener, kdc)));
                port
            };
            Some(format!("{local}:{port}"))
        }
    };
    let mut lines = setting.rdp_file.clone();
    if let Some(gateway) = &setting.gateway {
        let port = start_gateway(gateway.as_ref(), &certificates, &mut tasks).await?;
        lines
            .get_or_insert_default()
            .push_str(&format!("gatewayhostname:s:{GATEWAY}:{port}\r\ngatewayusagemethod:i:1\r\n"));
    }
    let rdp_file = lines.map(|lines| format!("full address:s:{}:{port}\r\n{lines}", setting.asked));
    let root = certificates.root_der()?;
    let memory = match &setting.remembered {
        Some(sha256) => Some(remember(&setting.asked, port, sha256).map_err(socket("file of known hosts"))?),
        None => None,
    };
    Ok(Running {
        memory,
        setting,
        port,
        address,
        dns,
        kdc,
        root,
        password,
        rdp_file,
        counters,
        tasks,
        _queued: queued,
        _full: full,
    })
}

/// A file in which the host is remembered with another certificate.
fn remember(host: &str, port: u16, sha256: &str) -> std::io::Result<tempfile::NamedTempFile> {
    use std::io::Write;
    let mut file = tempfile::NamedTempFile::new()?;
    writeln!(file, "{host}:{port} {sha256} 2026-03-03T00:00:00Z")?;
    Ok(file)
}

fn password(setting: &Setting) -> Result<String, ErrorStack> {
    if setting.given == Given::Empty {
        return Ok(String::new());
    }
    let mut bytes = [0; 8];
    openssl::rand::rand_bytes(&mut bytes)?;
    Ok(format!("{:016x}", u64::from_be_bytes(bytes)))
}

/// One policy for each certificate; they differ in nothing else.
fn policies(
    setting: &Setting,
    certificates: &Certificates,
    password: &str,
    counters: &Counters,
) -> Result<Vec<Arc<Policy>>, Error> {
    let policy = |certificate: &Certificate| {
        let tls = TlsPolicy {
            identity: certificates.make(certificate)?,
            oldest: setting.tls_versions.0,
            newest: setting.tls_versions.1,
            ciphers: setting.ciphers.clone(),
            short_dh: setting.short_dh,
            any_strength: true,
        };
        Ok(Arc::new(Policy {
            negotiation: setting.negotiation,
            tls: host::acceptor(&tls)?,
            nla: setting.nla.clone(),
            accounts: setting.accounts(password),
            session: setting.session,
            interrupt: setting.interrupt.clone(),
            counters: counters.clone(),
        }))
    };
    let mut policies = setting.certificates.iter().map(policy).collect::<Result<Vec<_>, Error>>()?;
    if setting.every_other {
        let calm: Vec<Arc<Policy>> = policies
            .iter()
            .map(|policy| Arc::new(Policy { interrupt: None, ..Policy::clone(policy) }))
            .collect();
        policies.extend(calm);
    }
    Ok(policies)
}

async fn serve(listener: TcpListener, policies: Vec<Arc<Policy>>) {
    let mut turn = policies.iter().cycle();
    loop {
        let (Ok((stream, _)), Some(policy)) = (listener.accept().await, turn.next().cloned()) else { return };
        tokio::spawn(async move {
            // How a client leaves is its own affair.
            let _ = host::serve(stream, &policy).await;
        });
    }
}

async fn free_port(address: IpAddr, port: u16) -> Result<u16, Error> {
    if port != 0 {
        return Ok(port);
    }
    let listener = TcpListener::bind((address, 0)).await.map_err(socket("port"))?;
    Ok(listener.local_addr().map_err(socket("port"))?.port())
}

/// A listener whose accept queue is full: further packets are dropped, as a firewall would.
fn full_queue(address: IpAddr, port: u16) -> std::io::Result<(Socket, Vec<Socket>, u16)> {
    let listener = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    listener.bind(&SocketAddr::new(address, port).into())?;
    listener.listen(0)?;
    let bound = listener.local_addr()?;
    let port = bound.as_socket().map_or(port, |bound| bound.port());
    let mut clients = Vec::new();
    for _ in 0..4 {
        let client = Socket::new(Domain::IPV4, Type::STREAM, None)?;
        client.set_nonblocking(true)?;
        // In progress, or queued: either fills the queue.
        let _ = client.connect(&bound);
        clients.push(client);
    }
    Ok((listener, clients, port))
}

async fn start_gateway(
    certificate: Option<&Certificate>,
    certificates: &Certificates,
    tasks: &mut Vec<JoinHandle<()>>,
) -> Result<u16, Error> {
    let local = IpAddr::from(Ipv4Addr::LOCALHOST);
    let Some(certificate) = certificate else { return free_port(local, 0).await };
    let acceptor = host::acceptor(&TlsPolicy::modern(certificates.make(certificate)?))?;
    let listener = TcpListener::bind((local, 0)).await.map_err(socket("gateway"))?;
    let port = listener.local_addr().map_err(socket("gateway"))?.port();
    tasks.push(tokio::spawn(gateway(listener, acceptor)));
    Ok(port)
}

async fn gateway(listener: TcpListener, acceptor: SslAcceptor) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { return };
        let Ok(ssl) = Ssl::new(acceptor.context()) else { return };
        tokio::spawn(async move {
            let Ok(mut stream) = tokio_openssl::SslStream::new(ssl, stream) else { return };
            if std::pin::Pin::new(&mut stream).accept().await.is_ok() {
                let _ = stream.read_u8().await;
            }
        });
    }
}

impl Running {
    /// The password that the client gives.
    pub fn given_password(&self) -> String {
        match self.setting.given {
            Given::Right | Given::Empty => self.password.clone(),
            Given::Wrong => format!("{}-not", self.password),
        }
    }

    /// The file in which clients of this lab remember hosts, where the fault needs one.
    pub fn known_hosts(&self) -> Option<std::path::PathBuf> {
        self.memory.as_ref().map(|memory| memory.path().to_owned())
    }
}
