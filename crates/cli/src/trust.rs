//! trust: the hosts that are remembered by their certificates.

use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use readmit::probe::{HostPort, KnownHosts, known_hosts_path};
use readmit::render::clean;

use crate::arguments::TrustArguments;
use crate::say::print;

/// `readmit trust`: 0 shown, added or forgotten; 1 nothing is remembered.
pub(crate) fn trust(arguments: &TrustArguments) -> Result<u8> {
    let path = known_hosts_path().context("no folder for settings is known here")?;
    let shown = path.display();
    let Some(host) = &arguments.host else {
        let known = KnownHosts::load(&path).with_context(|| format!("reading {shown}"))?;
        print(&format!("{shown}\n"))?;
        let mut count = 0;
        for (host, sha256, since) in known.all() {
            print(&format!("{} {sha256} since {}\n", clean(host), since.strftime("%F")))?;
            count += 1;
        }
        return Ok(u8::from(count == 0));
    };
    // A file names its host.
    let host = if readmit::target::is_connection_file(std::path::Path::new(host)) {
        readmit::target::resolve(host)?.host
    } else {
        HostPort::parse(host)?
    };
    if arguments.forget {
        let count = KnownHosts::forget(&path, &host).with_context(|| format!("writing {shown}"))?;
        print(&match count {
            0 => format!("Nothing was remembered of {}.\n", clean(&host.host)),
            _ => format!("Forgotten; it stood in {shown}.\n"),
        })?;
        return Ok(u8::from(count == 0));
    }
    if arguments.sha256.is_empty() {
        let known = KnownHosts::load(&path).with_context(|| format!("reading {shown}"))?;
        let of_host: Vec<_> = known.of(&host).collect();
        for (sha256, since) in &of_host {
            print(&format!("{sha256} since {}\n", since.strftime("%F")))?;
        }
        if of_host.is_empty() {
            print(&format!("Nothing is remembered of {}.\n", clean(&host.host)))?;
        }
        return Ok(u8::from(of_host.is_empty()));
    }
    let prints = arguments.sha256.iter().map(|text| fingerprint(text)).collect::<Result<Vec<_>>>()?;
    let before = KnownHosts::pin(&path, &host, &prints, Timestamp::now())
        .with_context(|| format!("writing {shown}"))?;
    let instead = if before > 0 { ", instead of what was remembered before" } else { "" };
    print(&format!("Remembered in {shown}{instead}.\n"))?;
    Ok(0)
}

/// A SHA-256 as people copy it: with colons, blanks or dashes, in letters of any size.
fn fingerprint(text: &str) -> Result<String> {
    let digits: String = text.chars().filter(|c| !matches!(c, ':' | '-' | ' ')).collect();
    if digits.len() == 40 && digits.chars().all(|c| c.is_ascii_hexdigit()) {
        bail!(
            "this is a SHA-1 (a thumbprint, as Windows' own window shows it); the SHA-256 has 64 digits: readmit explain tls/self-signed says how to read it"
        );
    }
    if digits.len() != 64 || !digits.chars().all(|c| c.is_ascii_hexdigit()) {
        bail!("{} is not a SHA-256; it has 64 digits from 0 to f", clean(text));
    }
    Ok(digits.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_read_as_people_copy_them() {
        let plain = "ab".repeat(32);
        let colons = vec!["AB"; 32].join(":");
        for text in [plain.as_str(), &colons, &format!(" {plain} ")] {
            assert_eq!(fingerprint(text).unwrap(), plain);
        }
        for bad in ["", "ab", &"xy".repeat(32), &"ab".repeat(20)] {
            assert!(fingerprint(bad).is_err(), "{bad}");
        }
    }
}
