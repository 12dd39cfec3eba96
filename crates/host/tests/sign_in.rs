//! sspi's client against our acceptor: two implementations that know nothing of each other.
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::net::SocketAddr;
use std::pin::Pin;

use host::{
    Account, Accounts, Counters, Ending, Identity, License, Names, Negotiation, NlaPolicy, Policy,
    SessionPolicy, TlsPolicy, Verdict,
};
use openssl::asn1::Asn1Time;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use openssl::ssl::{SslConnector, SslMethod, SslVerifyMode};
use openssl::x509::X509;
use sspi::credssp::{ClientMode, ClientState, CredSspClient, CredSspMode, TsRequest};
use sspi::generator::GeneratorState;
use sspi::negotiate::ProtocolConfig;
use sspi::ntlm::NtlmConfig;
use sspi::{AuthIdentity, Credentials, NegotiateConfig, Secret, Username};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use wire::{Protocols, der, x224};

fn policy(version: u32) -> Policy {
    let key = PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder.set_not_before(&Asn1Time::days_from_now(0).unwrap()).unwrap();
    builder.set_not_after(&Asn1Time::days_from_now(2).unwrap()).unwrap();
    builder.set_pubkey(&key).unwrap();
    builder.sign(&key, MessageDigest::sha256()).unwrap();
    let identity = Identity { chain: vec![builder.build()], key };
    Policy {
        negotiation: Negotiation::NLA,
        tls: host::acceptor(&TlsPolicy::modern(identity)).unwrap(),
        nla: NlaPolicy {
            version,
            names: Names {
                nb_computer: "FS1".into(),
                nb_domain: "LAB".into(),
                dns_computer: "fs1.lab.test".into(),
                dns_domain: "lab.test".into(),
            },
            windows: (10, 0, 20348),
            clock_ahead: 0,
            foreign_key: false,
        },
        accounts: Accounts {
            all: vec![Account::new("alice", "Geheim 7", Verdict::Allowed)],
            codeless: false,
        },
        session: SessionPolicy { license: License::Valid, ending: Ending::Picture },
        interrupt: None,
        counters: Counters::default(),
    }
}

async fn start(policy: Policy) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let _ = host::serve(stream, &policy).await;
    });
    address
}

/// What the host says in the end: its Early User Authorization Result, or a status.
#[derive(Debug, PartialEq, Eq)]
enum End {
    Result(u32),
    Status(u32),
    Closed,
}

fn spnego() -> ClientMode {
    let ntlm: Box<dyn ProtocolConfig> = Box::new(NtlmConfig::new("CLIENT".into()));
    ClientMode::Negotiate(NegotiateConfig::new(ntlm, Some("!kerberos,!pku2u,ntlm".into()), "CLIENT".into()))
}

fn raw() -> ClientMode {
    ClientMode::Ntlm(NtlmConfig::new("CLIENT".into()))
}

async fn sign_in(address: SocketAddr, mode: ClientMode, user: &str, password: &str) -> End {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(&x224::write_request(Some(Protocols::MODERN), None)).await.unwrap();
    let mut confirm = [0; 19];
    stream.read_exact(&mut confirm).await.unwrap();
    let mut builder = SslConnector::builder(SslMethod::tls_client()).unwrap();
    builder.set_verify(SslVerifyMode::NONE);
    let ssl = builder.build().configure().unwrap().verify_hostname(false).into_ssl("fs1.lab.test").unwrap();
    let mut stream = tokio_openssl::SslStream::new(ssl, stream).unwrap();
    Pin::new(&mut stream).connect().await.unwrap();
    let info = stream.ssl().peer_certificate().unwrap().public_key().unwrap().public_key_to_der().unwrap();
    let key = der::subject_public_key(&info).unwrap().to_vec();
    let username = Username::parse(user).unwrap();
    let password = Secret::new(password.to_owned());
    let credentials = Credentials::AuthIdentity(AuthIdentity { username, password });
    let mut client = CredSspClient::new(
        key,
        credentials,
        CredSspMode::WithCredentials,
        mode,
        "TERMSRV/fs1.lab.test".into(),
    )
    .unwrap();
    let mut incoming = TsRequest::default();
    loop {
        let GeneratorState::Completed(state) = client.process(incoming).start() else {
            panic!("no network is needed")
        };
        let (request, last) = match state.unwrap() {
            ClientState::ReplyNeeded(request) => (request, false),
            ClientState::FinalMessage(request) => (request, true),
        };
        let mut bytes = Vec::new();
        request.encode_ts_request(&mut bytes).unwrap();
        stream.write_all(&bytes).await.unwrap();
        if last {
            return End::Result(stream.read_u32_le().await.unwrap());
        }
        let mut answer = Vec::new();
        while der::element_size(&answer).unwrap().is_none_or(|size| answer.len() < size) {
            if stream.read_buf(&mut answer).await.unwrap_or(0) == 0 {
                return End::Closed;
            }
        }
        if let Some(code) = wire::ts_request::TsRequest::read(&answer).unwrap().error_code {
            return End::Status(code);
        }
        incoming = TsRequest::from_buffer(&answer).unwrap();
    }
}

#[tokio::test]
async fn raw_ntlm_gets_in() {
    for version in [2, 3, 5, 6] {
        let address = start(policy(version)).await;
        assert_eq!(
            sign_in(address, raw(), "LAB\\Alice", "Geheim 7").await,
            End::Result(0),
            "version {version}"
        );
    }
}

#[tokio::test]
async fn spnego_gets_in() {
    let address = start(policy(6)).await;
    assert_eq!(sign_in(address, spnego(), "LAB\\alice", "Geheim 7").await, End::Result(0));
}

#[tokio::test]
async fn wrong_passwords_and_unknown_users_hear_the_same() {
    for mode in [raw, spnego] {
        for (user, password) in [("LAB\\alice", "geheim 7"), ("LAB\\alice", ""), ("LAB\\bob", "Geheim 7")] {
            let address = start(policy(6)).await;
            assert_eq!(sign_in(address, mode(), user, password).await, End::Status(0xC000_006D), "{user}");
        }
    }
}

#[tokio::test]
async fn versions_without_codes_close_without_one() {
    for version in [2, 5] {
        let address = start(policy(version)).await;
        assert_eq!(sign_in(address, raw(), "LAB\\alice", "wrong").await, End::Closed, "version {version}");
    }
}

#[tokio::test]
async fn a_state_of_the_account_is_told_only_to_its_owner() {
    let mut locked = policy(6);
    locked.accounts.all[0].verdict = Verdict::Refused(0xC000_0234);
    let address = start(locked.clone()).await;
    assert_eq!(sign_in(address, raw(), "alice", "Geheim 7").await, End::Status(0xC000_0234));
    let address = start(locked).await;
    assert_eq!(sign_in(address, raw(), "alice", "wrong").await, End::Status(0xC000_006D));
}
