//! Who wants in: the name, and the password or who to ask for it.

use diagnosis::facts::NameForm;
use zeroize::Zeroizing;

/// A password. It has no text form and is wiped when dropped.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// Takes a password over.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// Whether it is the empty one.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Asks a person for the password; `None` if there is none to be had.
pub type AskPassword = Box<dyn FnOnce() -> Option<Password> + Send>;

/// A password, or who to ask for it once a host was found that wants one and may have it.
pub enum Secret {
    /// It is here.
    Given(Password),
    /// It will be asked for.
    Later(AskPassword),
    /// It was asked for, and there is none.
    Withheld,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Somebody who may want in: the password is perhaps not known yet. Taken by value: it is used once.
#[derive(Debug)]
pub struct Claim {
    /// Who.
    pub identity: diagnosis::facts::Identity,
    /// The password.
    pub secret: Secret,
}

impl Claim {
    /// Asks for the password if it is not known yet.
    pub(crate) fn ask(&mut self) {
        self.secret = match std::mem::replace(&mut self.secret, Secret::Withheld) {
            Secret::Later(ask) => ask().map_or(Secret::Withheld, Secret::Given),
            known => known,
        };
    }

    /// Who wants in, with the password, if it is known.
    pub(crate) fn with_password(self) -> Option<Identity> {
        let diagnosis::facts::Identity { user, domain, form, .. } = self.identity;
        match self.secret {
            Secret::Given(password) => Some(Identity { user, domain, form, password }),
            Secret::Later(_) | Secret::Withheld => None,
        }
    }

    pub(crate) fn facts(&self) -> diagnosis::facts::Identity {
        let empty_password = matches!(&self.secret, Secret::Given(password) if password.is_empty());
        diagnosis::facts::Identity { empty_password, ..self.identity.clone() }
    }
}

impl From<Identity> for Claim {
    fn from(identity: Identity) -> Self {
        Self { identity: identity.facts(), secret: Secret::Given(identity.password) }
    }
}

/// Who wants in, with the password. Taken by value: it is used once.
#[derive(Debug)]
pub struct Identity {
    /// The user name, without the domain.
    pub user: String,
    /// The domain.
    pub domain: Option<String>,
    /// How the name was written.
    pub form: NameForm,
    /// The password.
    pub password: Password,
}

impl Identity {
    /// Reads `user`, `DOMAIN\user` or `user@domain`; a domain given apart wins.
    pub fn parse(name: &str, domain: Option<&str>, password: Password) -> Self {
        let diagnosis::facts::Identity { user, domain, form, .. } =
            diagnosis::facts::Identity::named(name, domain);
        Self { user, domain, form, password }
    }

    pub(crate) fn facts(&self) -> diagnosis::facts::Identity {
        diagnosis::facts::Identity {
            user: self.user.clone(),
            domain: self.domain.clone(),
            form: self.form,
            empty_password: self.password.is_empty(),
        }
    }
}
