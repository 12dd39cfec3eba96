//! The one attempt: CredSSP with NTLM, through sspi.
//!
//! sspi computes; the host's answers are read raw first, so that every code is kept.
//! Nothing here is logged: sspi's own tracing is never given a subscriber.

use diagnosis::facts::{Logon, LogonOutcome, Mechanism, Millis};
use sspi::credssp::{ClientMode, ClientState, CredSspClient, CredSspMode};
use sspi::generator::GeneratorState;
use sspi::ntlm::NtlmConfig;
use sspi::{AuthIdentity, Credentials, Secret, Username};
use tokio::io::AsyncReadExt;
use tokio::time::Instant;
use wire::ts_request::TsRequest;

use crate::deadline::Deadline;
use crate::nla::{self, Broken};
use crate::target::Identity;
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
        let Some(Step::Reply(first)) = step(&mut client, &TsRequest::default()) else {
            return Err(Unusable("the sign-in could not be prepared"));
        };
        Ok(Self { client, first })
    }

    /// Sends the proof and reads the verdict. With `delegate` the credentials follow once the
    /// host has proven itself; with `early` the Early User Authorization Result is read.
    pub(crate) async fn prove(
        mut self,
        channel: &mut Channel,
        challenge: &TsRequest,
        early: bool,
        delegate: bool,
        deadline: &Deadline,
    ) -> Logon {
        let began = Instant::now();
        let (outcome, attempts) = self.exchange(channel, challenge, early, delegate, deadline).await;
        Logon { mechanism: Mechanism::Ntlm, outcome, attempts, took: Millis::from(began.elapsed()) }
    }

    async fn exchange(
        &mut self,
        channel: &mut Channel,
        challenge: &TsRequest,
        early: bool,
        delegate: bool,
        deadline: &Deadline,
    ) -> (LogonOutcome, u32) {
        let Some(Step::Reply(proof)) = step(&mut self.client, challenge) else {
            return (LogonOutcome::Malformed, 0);
        };
        let answer = match nla::talk(channel, &proof, deadline).await {
            Ok(answer) => answer,
            Err(broken) => return (broken.into(), 1),
        };
        if let Some(code) = answer.error_code {
            return (LogonOutcome::ErrorCode(code), 1);
        }
        if answer.pub_key_auth.is_none() {
            return (LogonOutcome::Malformed, 1);
        }
        // sspi verifies the host's proof in this step, and only then seals the credentials.
        let Some(Step::Last(credentials)) = step(&mut self.client, &answer) else {
            return (LogonOutcome::BadProof, 1);
        };
        if !early && !delegate {
            return (LogonOutcome::Proven, 1);
        }
        if let Err(broken) = nla::send(channel, &credentials, deadline).await {
            return (broken.into(), 1);
        }
        if !early {
            return (LogonOutcome::Proven, 1);
        }
        let outcome = match deadline.within(channel.read_u32_le()).await {
            None => LogonOutcome::Silent,
            Some(Ok(0)) => LogonOutcome::Authorized,
            Some(Ok(code)) => LogonOutcome::Denied(code),
            Some(Err(_)) => nla::broken(channel).into(),
        };
        (outcome, 1)
    }
}

/// This computer's name, which accounts may be limited to (userWorkstations).
fn computer_name() -> String {
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

/// One step of sspi's state machine. `None` for every error: what it means is told by what
/// the host had sent, not by the library's prose.
fn step(client: &mut CredSspClient, answer: &TsRequest) -> Option<Step> {
    let request = sspi::credssp::TsRequest {
        version: answer.version,
        nego_tokens: answer.nego_token.clone(),
        auth_info: None,
        pub_key_auth: answer.pub_key_auth.clone(),
        error_code: None,
        client_nonce: None,
    };
    let mut generator = client.process(request);
    match generator.start() {
        // NTLM asks no server of its own.
        GeneratorState::Suspended(_) => None,
        GeneratorState::Completed(result) => match result.ok()? {
            ClientState::ReplyNeeded(request) => encode(&request).map(Step::Reply),
            ClientState::FinalMessage(request) => encode(&request).map(Step::Last),
        },
    }
}

fn encode(request: &sspi::credssp::TsRequest) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    request.encode_ts_request(&mut bytes).ok()?;
    Some(bytes)
}
