//! The one attempt: CredSSP with NTLM or Kerberos, through sspi.
//!
//! sspi computes; the host's answers are read raw first, so that every code is kept.
//! Nothing here is logged: sspi's own tracing is never given a subscriber.

use diagnosis::facts::{Logon, LogonOutcome, Mechanism, Millis, PasswordUse};
use sspi::credssp::{ClientMode, ClientState, CredSspClient, CredSspMode};
use sspi::generator::GeneratorState;
use sspi::ntlm::NtlmConfig;
use sspi::{AuthIdentity, Credentials, ErrorKind, Secret, Username};
use tokio::io::AsyncReadExt;
use tokio::time::Instant;
use wire::spnego;
use wire::ts_request::TsRequest;

use crate::claim::Identity;
use crate::deadline::Deadline;
use crate::kerberos;
use crate::nla::{self, Broken};
use crate::tls::Channel;

/// A sign-in under way.
pub(crate) struct Attempt {
    client: CredSspClient,
    /// The first message: NEGOTIATE, which names nobody.
    pub(crate) first: Vec<u8>,
}

/// Why a sign-in could not be begun; a limit of ours.
pub(crate) struct Unusable(pub(crate) &'static str);

impl Attempt {
    /// Prepares the exchange; nothing is sent.
    pub(crate) fn new(identity: &Identity, public_key: Vec<u8>, host: &str) -> Result<Self, Unusable> {
        let username = match (&identity.domain, identity.form) {
            (Some(domain), diagnosis::facts::NameForm::Upn) => Username::new_upn(&identity.user, domain),
            (domain, _) => {
                Username::new_down_level_logon_name(&identity.user, domain.as_deref().unwrap_or(""))
            }
        }
        .map_err(|_| Unusable("this form of user name is not supported"))?;
        let password = Secret::new(identity.password.expose().to_owned());
        let mut client = CredSspClient::new(
            public_key,
            Credentials::AuthIdentity(AuthIdentity { username, password }),
            CredSspMode::WithCredentials,
            ClientMode::Ntlm(NtlmConfig::new(computer_name())),
            format!("TERMSRV/{host}"),
        )
        .map_err(|_| Unusable("the sign-in could not be prepared"))?;
        let Ok(Step::Reply(first)) = step(&mut client, &TsRequest::default()) else {
            return Err(Unusable("the sign-in could not be prepared"));
        };
        Ok(Self { client, first })
    }

    /// Sends the proof and reads the verdict.
    pub(crate) async fn prove(
        mut self,
        channel: &mut Channel,
        challenge: &TsRequest,
        after: Afterwards,
        used: &mut PasswordUse,
        deadline: &Deadline,
    ) -> Result<Logon, Unusable> {
        let began = Instant::now();
        let Ok(Step::Reply(proof)) = step(&mut self.client, challenge) else {
            return Err(Unusable("the proof could not be computed from the host's challenge"));
        };
        (used.proof_sent, used.proof_to_host) = (true, true);
        let outcome = self.exchange(channel, &proof, after, used, deadline).await;
        Ok(Logon { mechanism: Mechanism::Ntlm, outcome, attempts: 1, took: Millis::from(began.elapsed()) })
    }

    async fn exchange(
        &mut self,
        channel: &mut Channel,
        proof: &[u8],
        after: Afterwards,
        used: &mut PasswordUse,
        deadline: &Deadline,
    ) -> LogonOutcome {
        let answer = match nla::talk(channel, proof, deadline).await {
            Ok(answer) => answer,
            Err(broken) => return broken.into(),
        };
        if let Some(code) = answer.error_code {
            return LogonOutcome::ErrorCode(code);
        }
        // A signature alone has sixteen bytes; sspi takes that for granted.
        if answer.pub_key_auth.as_ref().is_none_or(|sealed| sealed.len() <= 16) {
            return LogonOutcome::Malformed;
        }
        // sspi verifies the host's proof in this step, and only then seals the credentials.
        let credentials = match step(&mut self.client, &answer) {
            Ok(Step::Last(credentials)) => credentials,
            Err(Some(ErrorKind::MessageAltered)) => return LogonOutcome::BadProof,
            _ => return LogonOutcome::Malformed,
        };
        if !after.early && !after.delegate {
            return LogonOutcome::Proven;
        }
        used.itself_sent = true;
        if let Err(broken) = nla::send(channel, &credentials, deadline).await {
            return broken.into();
        }
        if !after.early {
            return LogonOutcome::Proven;
        }
        early_result(channel, deadline).await
    }
}

/// The magic words of the two bindings ([MS-CSSP] 3.1.5).
const CLIENT_TO_SERVER: &[u8] = b"CredSSP Client-To-Server Binding Hash\0";
const SERVER_TO_CLIENT: &[u8] = b"CredSSP Server-To-Client Binding Hash\0";

/// CredSSP with a Kerberos ticket that was got before, on a channel of its own.
pub(crate) async fn by_kerberos(
    channel: &mut Channel,
    mut context: kerberos::Context,
    public_key: &[u8],
    identity: &Identity,
    after: Afterwards,
    used: &mut PasswordUse,
    deadline: &Deadline,
) -> Logon {
    let began = Instant::now();
    let outcome = match exchange(channel, &mut context, public_key, identity, after, used, deadline).await {
        Ok(outcome) | Err(outcome) => outcome,
    };
    Logon { mechanism: Mechanism::Kerberos, outcome, attempts: 1, took: Millis::from(began.elapsed()) }
}

/// What follows the host's own proof.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Afterwards {
    /// Whether the Early User Authorization Result is read (HYBRID_EX).
    pub(crate) early: bool,
    /// Whether the credentials are delegated in any case, for a session.
    pub(crate) delegate: bool,
}

async fn exchange(
    channel: &mut Channel,
    context: &mut kerberos::Context,
    public_key: &[u8],
    identity: &Identity,
    after: Afterwards,
    used: &mut PasswordUse,
    deadline: &Deadline,
) -> Result<LogonOutcome, LogonOutcome> {
    let mechanisms = [spnego::KERBEROS_WINDOWS, spnego::KERBEROS];
    let first = TsRequest {
        version: 6,
        nego_token: Some(spnego::write_init(&mechanisms, &context.token)),
        ..TsRequest::default()
    };
    let answer = answered(channel, &first, deadline).await?;
    let token = answer.nego_token.as_deref().map(spnego::Response::read);
    let Some(Ok(spnego::Response { token: Some(token), .. })) = token else {
        return Err(LogonOutcome::Malformed);
    };
    if let Some(code) = wire::kerberos::find_error(token) {
        return Err(LogonOutcome::KerberosError(code));
    }
    if !context.accept(token, deadline).await {
        return Err(LogonOutcome::BadProof);
    }
    let mut nonce = [0; 32];
    openssl::rand::rand_bytes(&mut nonce).map_err(|_| LogonOutcome::Malformed)?;
    let binding = |magic: &[u8]| openssl::sha::sha256(&[magic, &nonce, public_key].concat());
    let proof = TsRequest {
        version: 6,
        pub_key_auth: context.seal(&binding(CLIENT_TO_SERVER)),
        client_nonce: Some(nonce.to_vec()),
        ..TsRequest::default()
    };
    let answer = answered(channel, &proof, deadline).await?;
    let sealed = answer.pub_key_auth.ok_or(LogonOutcome::Malformed)?;
    if context.open(&sealed).as_deref() != Some(&binding(SERVER_TO_CLIENT)[..]) {
        return Err(LogonOutcome::BadProof);
    }
    if !after.early && !after.delegate {
        return Ok(LogonOutcome::Proven);
    }
    let domain = identity.domain.as_deref().unwrap_or_default();
    let credentials =
        wire::ts_credentials::write_password(domain, &identity.user, identity.password.expose());
    let last = TsRequest { version: 6, auth_info: context.seal(&credentials), ..TsRequest::default() };
    used.itself_sent = true;
    nla::send(channel, &last.write(), deadline).await?;
    if after.early { Ok(early_result(channel, deadline).await) } else { Ok(LogonOutcome::Proven) }
}

async fn answered(
    channel: &mut Channel,
    request: &TsRequest,
    deadline: &Deadline,
) -> Result<TsRequest, LogonOutcome> {
    let answer = nla::talk(channel, &request.write(), deadline).await?;
    match answer.error_code {
        Some(code) => Err(LogonOutcome::ErrorCode(code)),
        None => Ok(answer),
    }
}

/// The Early User Authorization Result ([MS-RDPBCGR] 2.2.10.2).
async fn early_result(channel: &mut Channel, deadline: &Deadline) -> LogonOutcome {
    match deadline.within(channel.read_u32_le()).await {
        None => LogonOutcome::Silent,
        Some(Ok(0)) => LogonOutcome::Authorized,
        Some(Ok(code)) => LogonOutcome::Denied(code),
        Some(Err(_)) => nla::broken(channel).into(),
    }
}

/// This computer's name, which accounts may be limited to (userWorkstations).
pub(crate) fn computer_name() -> String {
    let name = std::env::var("COMPUTERNAME")
        .or_else(|_| std::fs::read_to_string("/proc/sys/kernel/hostname"))
        .unwrap_or_default();
    name.trim().split('.').next().unwrap_or_default().chars().take(15).collect::<String>().to_uppercase()
}

impl From<Broken> for LogonOutcome {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Closed => Self::Closed,
            Broken::Reset => Self::Reset,
            Broken::Silent => Self::Silent,
            Broken::Malformed => Self::Malformed,
        }
    }
}

enum Step {
    Reply(Vec<u8>),
    Last(Vec<u8>),
}

/// One step of sspi's state machine. Of an error only its kind is kept, never its prose.
fn step(client: &mut CredSspClient, answer: &TsRequest) -> Result<Step, Option<ErrorKind>> {
    let request = sspi::credssp::TsRequest {
        version: answer.version,
        nego_tokens: answer.nego_token.clone(),
        auth_info: None,
        pub_key_auth: answer.pub_key_auth.clone(),
        error_code: None,
        client_nonce: None,
    };
    // A library's panic over a peer's bytes is the peer's malformed message.
    let stepped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| client.process(request).start()));
    let Ok(state) = stepped else { return Err(None) };
    match state {
        // NTLM asks no server of its own.
        GeneratorState::Suspended(_) => Err(None),
        GeneratorState::Completed(Err(error)) => Err(Some(error.error_type)),
        GeneratorState::Completed(Ok(ClientState::ReplyNeeded(request))) => {
            encode(&request).map(Step::Reply).ok_or(None)
        }
        GeneratorState::Completed(Ok(ClientState::FinalMessage(request))) => {
            encode(&request).map(Step::Last).ok_or(None)
        }
    }
}

fn encode(request: &sspi::credssp::TsRequest) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    request.encode_ts_request(&mut bytes).ok()?;
    Some(bytes)
}
