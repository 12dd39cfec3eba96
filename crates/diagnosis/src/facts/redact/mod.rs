//! Stable pseudonyms for names, addresses and users. The diagnosis stays the same.
//!
//! Every struct is taken apart field by field, so that a new field does not compile
//! until someone has decided whether it tells who or where.

mod inside;

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use jiff::{SignedDuration, Timestamp};

use super::{
    Attempt, Certificate, Challenge, Client, Connection, ConnectionFile, Fact, Facts, Gap, Gateway,
    Handshake, Icmp, Identity, Kerberos, Listener, Lookup, Name, Network, Nla, Remembered, Reported, Target,
    Tls, Udp, Way, is_of_the_cloud,
};

/// The pseudonyms given so far. One instance for one set of facts.
#[derive(Debug, Default)]
pub struct Pseudonyms {
    labels: HashMap<String, String>,
    users: HashMap<String, String>,
    addresses: HashMap<IpAddr, IpAddr>,
    digests: HashMap<String, String>,
    /// Moments that a certificate's dates are compared with.
    moments: Vec<Timestamp>,
}

impl Pseudonyms {
    /// The same facts, told without names.
    pub fn redact(&mut self, facts: &mut Facts) {
        let Facts {
            schema: _,
            observed_at,
            took: _,
            target,
            reported,
            client,
            name,
            network,
            gateway,
            negotiation: _,
            tls,
            nla,
            logon: _,
            session: _,
            inside,
            log,
            password: _,
            connections,
        } = facts;
        self.moments = vec![*observed_at];
        let clocks = [tls.known().map(|tls| &tls.clock), nla.known().map(|nla| &nla.clock)];
        self.moments.extend(clocks.into_iter().flatten().filter_map(|clock| Some(clock.known()?.theirs)));
        self.target(target);
        if let Some(Reported { text, causes: _ }) = reported.known_mut() {
            "(redacted)".clone_into(text);
        }
        if let Some(client) = client.known_mut() {
            self.client(client);
        }
        self.name(name);
        self.network(network);
        if let Some(Gateway { host, port: _, name, network, tls }) = gateway.known_mut() {
            self.host(host);
            self.name(name);
            self.network(network);
            self.tls(tls);
        }
        self.tls(tls);
        if let Some(nla) = nla.known_mut() {
            self.nla(nla);
        }
        match inside {
            Fact::Known(inside) => self.inside(inside),
            // The reason names both computers.
            Fact::Unknown(missing) if matches!(missing.unknown, Gap::Failed(_)) => {
                missing.unknown =
                    Gap::Failed("it is of another computer than the one that answers".to_owned());
            }
            Fact::Unknown(_) => {}
        }
        if let Some(log) = log.known_mut() {
            self.log(log);
        }
        for Connection { to, purpose: _, logged: _ } in connections {
            match to.parse::<SocketAddr>() {
                Ok(address) => *to = self.socket(address).to_string(),
                // A ping has no port.
                Err(_) => match to.parse::<IpAddr>() {
                    Ok(address) => *to = self.address(address).to_string(),
                    Err(_) => "(redacted)".clone_into(to),
                },
            }
        }
    }

    fn target(&mut self, target: &mut Target) {
        let Target { host, port: _, written, identity, through: _, insist: _, trust: _ } = target;
        self.host(host);
        if written.as_ref().is_some_and(|written| !written.starts_with("lab:")) {
            *written = Some("(redacted)".to_owned());
        }
        if let Some(Identity { user, domain, form: _, empty_password: _ }) = identity {
            self.user(user);
            if let Some(domain) = domain.as_mut().filter(|domain| !is_of_the_cloud(domain)) {
                self.host(domain);
            }
        }
    }

    fn client(&mut self, client: &mut Client) {
        let Client { file, authentication_level: _, offers: _, network: _ } = client;
        let Some(file) = file.known_mut() else { return };
        let ConnectionFile {
            name,
            full_address,
            alternate_address,
            port: _,
            authentication_level: _,
            credssp: _,
            negotiate: _,
            gateway,
            gateway_usage: _,
            user,
            domain,
            signed: _,
            routing_token: _,
            entra: _,
            admin: _,
            remote_app: _,
            odd_lines: _,
        } = file;
        "file.rdp".clone_into(name);
        for host in [full_address, alternate_address, gateway, domain].into_iter().flatten() {
            self.host(host);
        }
        if let Some(user) = user {
            self.user(user);
        }
    }

    fn name(&mut self, name: &mut Fact<Name>) {
        let Some(Name { lookup, took: _ }) = name.known_mut() else { return };
        if let Lookup::Found { addresses } = lookup {
            for address in addresses {
                *address = self.address(*address);
            }
        }
    }

    fn network(&mut self, network: &mut Fact<Network>) {
        // The first bytes of a foreign protocol can carry a banner with the host's name.
        let Some(network) = network.known_mut() else { return };
        let Network { attempts, listener, first_try, silent_trial, cut_after: _, way } = network;
        for Attempt { to, connect: _, took: _ } in attempts {
            *to = self.socket(*to);
        }
        let Way {
            at,
            icmp,
            echo,
            reset: _,
            https: _,
            nowhere: _,
            greeting,
            small_segments: _,
            transport: _,
            udp,
            repeats,
        } = way;
        if let Some(at) = at {
            *at = self.address(*at);
        }
        let asked = [listener, first_try, silent_trial, greeting];
        let repeats = repeats.known_mut().into_iter().flatten();
        for listener in asked.into_iter().filter_map(Fact::known_mut).chain(repeats) {
            if let Listener::OtherProtocol { protocol: _, first_bytes } = listener {
                first_bytes.clear();
            }
        }
        let in_echo = echo.known_mut().and_then(|echo| echo.error.as_mut());
        let in_udp = match udp.known_mut() {
            Some(Udp::Rejected(icmp)) => Some(icmp),
            _ => None,
        };
        for Icmp { from, code: _ } in [icmp.known_mut(), in_echo, in_udp].into_iter().flatten() {
            *from = self.address(*from);
        }
    }

    fn tls(&mut self, tls: &mut Fact<Tls>) {
        let Some(tls) = tls.known_mut() else { return };
        let Tls {
            handshake,
            took: _,
            version: _,
            cipher: _,
            temporary_key_bits: _,
            chain,
            verdict: _,
            name_fits: _,
            remembered,
            trust: _,
            clock: _,
            trials: _,
        } = tls;
        if let Handshake::PlainText { first_bytes } = handshake {
            first_bytes.clear();
        }
        for certificate in chain {
            self.certificate(certificate);
        }
        if let Remembered::Changed { since: _, sha256 } = remembered {
            self.digest(sha256);
        }
    }

    fn certificate(&mut self, certificate: &mut Certificate) {
        let Certificate {
            subject,
            issuer,
            names,
            not_before,
            not_after,
            key: _,
            key_bits: _,
            signature: _,
            self_signed: _,
            sha256,
        } = certificate;
        // The second of its making finds a certificate in public lists. Both dates move to the day of the first, but not
        // past a moment that they are compared with.
        let of_day = SignedDuration::from_secs(not_before.as_second().rem_euclid(24 * 60 * 60));
        let stays = |at: &Timestamp| {
            at.checked_sub(of_day)
                .is_ok_and(|moved| self.moments.iter().all(|moment| (*at <= *moment) == (moved <= *moment)))
        };
        if stays(not_before) && stays(not_after) {
            (*not_before, *not_after) = (*not_before - of_day, *not_after - of_day);
        }
        self.host(subject);
        self.host(issuer);
        for name in names {
            self.host(name);
        }
        self.digest(sha256);
    }

    fn nla(&mut self, nla: &mut Nla) {
        let Nla { outcome: _, took: _, version: _, challenge, clock: _, kerberos } = nla;
        if let Some(challenge) = challenge.known_mut() {
            let Challenge {
                target,
                nb_computer,
                nb_domain,
                dns_computer,
                dns_domain,
                dns_forest,
                windows: _,
                flags: _,
            } = challenge;
            self.host(target);
            for name in [nb_computer, nb_domain, dns_computer, dns_domain, dns_forest].into_iter().flatten() {
                self.host(name);
            }
        }
        if let Some(Kerberos { realm, kdc, answer: _, clock: _, ticket: _ }) = kerberos.known_mut() {
            self.host(realm);
            "(redacted)".clone_into(kdc);
        }
    }

    /// A host or domain name keeps its shape, label by label; an address becomes another one.
    fn host(&mut self, text: &mut String) {
        if let Ok(address) = text.parse::<IpAddr>() {
            *text = self.address(address).to_string();
            return;
        }
        *text = text
            .split('.')
            .map(|label| match label {
                "" | "*" => label.to_owned(),
                label => {
                    let next = self.labels.len() + 1;
                    self.labels.entry(label.to_lowercase()).or_insert_with(|| format!("name-{next}")).clone()
                }
            })
            .collect::<Vec<_>>()
            .join(".");
    }

    fn user(&mut self, user: &mut String) {
        if !user.is_empty() {
            let next = self.users.len() + 1;
            *user = self.users.entry(user.to_lowercase()).or_insert_with(|| format!("user-{next}")).clone();
        }
    }

    /// Loopback stays what it is; others get an address of the documentation ranges.
    fn address(&mut self, address: IpAddr) -> IpAddr {
        if address.is_loopback() || address.is_unspecified() {
            return address;
        }
        let next = u8::try_from(self.addresses.len() + 1).unwrap_or(u8::MAX);
        *self.addresses.entry(address).or_insert(match address {
            IpAddr::V4(_) => Ipv4Addr::new(192, 0, 2, next).into(),
            IpAddr::V6(_) => Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, next.into()).into(),
        })
    }

    fn socket(&mut self, socket: SocketAddr) -> SocketAddr {
        SocketAddr::new(self.address(socket.ip()), socket.port())
    }

    fn digest(&mut self, digest: &mut String) {
        let next = self.digests.len() + 1;
        *digest = self.digests.entry(digest.clone()).or_insert_with(|| format!("{next:064x}")).clone();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::testing;

    #[test]
    fn no_name_or_address_survives_and_equal_names_stay_equal() {
        let mut facts = testing::healthy();
        Pseudonyms::default().redact(&mut facts);
        let text = serde_json::to_string(&facts).unwrap();
        for word in ["fs1", "corp", "FS1", "CORP", "example", "alice", "10.1.2.3"] {
            assert!(!text.contains(word), "{word} is still in {text}");
        }
        let leaf = facts.tls.known().unwrap().leaf().unwrap();
        assert_eq!(leaf.subject, facts.target.host);
    }

    #[test]
    fn the_diagnosis_stays_the_same() {
        let mut facts = testing::healthy();
        facts.tls.known_mut().unwrap().name_fits = Fact::Known(false);
        let causes = |facts: &Facts| {
            crate::diagnose(facts.clone()).findings.iter().map(|found| found.cause.id).collect::<Vec<_>>()
        };
        let before = causes(&facts);
        Pseudonyms::default().redact(&mut facts);
        assert_eq!(causes(&facts), before);
    }
}
