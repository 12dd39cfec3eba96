//! What people type, and what it means.

use super::*;

fn first(text: &str) -> &'static str {
    explain(text).causes.first().map_or("not known", |cause| cause.id)
}

#[test]
fn the_articles_sentence_exact_misspelt_and_partial() {
    const HEADLINE: &str = "client/server-authentication-required";
    for text in [
        "You cannot proceed because authentication is required",
        "you can not procede becuase authentification is required.",
        "cannot proceed because authentication",
        "authentication is required you cannot proceed",
        "help! my work pc says You cannot proceed because authentication is required and I tried everything",
        "The remote computer could not be authenticated due to problems with its security certificate.",
    ] {
        assert_eq!(first(text), HEADLINE, "{text}");
    }
    let family = explain("You cannot proceed because authentication is required").causes;
    let told = explain("You cannot proceed because authentication is required").told;
    assert_eq!(told.len(), family.len(), "what the first accounts for is told with it");
    assert!(family[1..].iter().any(|cause| cause.stage == crate::Stage::Tls), "{family:?}");
}

#[test]
fn codes_in_all_spellings() {
    for text in [
        "0xC0000234",
        "c0000234",
        "-1073741260",
        "3221226036",
        "STATUS_ACCOUNT_LOCKED_OUT",
        "ERRCONNECT_ACCOUNT_LOCKED_OUT",
        "freerdp says ERRCONNECT_ACCOUNT_LOCKED_OUT [0x00020018]",
    ] {
        assert_eq!(first(text), "logon/locked-out", "{text}");
    }
    for text in ["2825", "0xB09", "error 2825", "Error code: 0xb09"] {
        assert_eq!(first(text), "negotiation/nla-required", "{text}");
    }
    assert_eq!(first("xfreerdp exit code 134"), "logon/wrong-credentials");
}

#[test]
fn plain_words_lead_to_the_plain_cause() {
    for (text, cause) in [
        ("Your credentials did not work", "logon/wrong-credentials"),
        ("my password is wrong", "logon/wrong-credentials"),
        ("account locked", "logon/locked-out"),
        ("my password expired", "logon/password-expired"),
        ("black screen", "session/black-screen"),
        ("Remote Desktop can't find the computer", "name/not-found"),
    ] {
        assert_eq!(
            first(text),
            cause,
            "{text}: {:?}",
            explain(text).causes.iter().map(|c| c.id).collect::<Vec<_>>()
        );
    }
}

#[test]
fn an_unlisted_code_of_a_table_is_still_named() {
    let found = explain("TLS alert 120");
    assert_eq!(found.codes[0].row.name, "no_application_protocol");
}

#[test]
fn what_has_nothing_to_do_with_it_is_not_known() {
    for text in [
        "",
        "   ",
        "hello world",
        "my printer is out of paper",
        "how do I cook rice on a sunday",
        "how do I bake bread in a cold oven",
        "the train to the city leaves at nine in the morning",
        "\u{1b}[2J",
    ] {
        assert!(!explain(text).is_known(), "{text}: {:?}", explain(text));
    }
}

#[test]
fn an_enormous_text_is_answered() {
    explain(&"authentication ".repeat(1_000_000));
}

#[test]
fn a_misspelt_id_leads_to_the_cause_and_is_not_taken_for_its_name() {
    let found = explain("logon/lockedout");
    assert_eq!(found.shape, Shape::Several);
    assert_eq!(found.causes.iter().map(|cause| cause.id).collect::<Vec<_>>(), ["logon/locked-out"]);
    assert!(explain("logon/nonsense-of-no-kind").causes.is_empty());
}

#[test]
fn what_is_somebody_else_s_word_settles_nothing() {
    for text in [
        // Other programs with the same libraries.
        "openvpn: VERIFY ERROR: ca md too weak",
        "pip install fails: unable to get local issuer certificate",
        "npm ERR! unable to get local issuer certificate",
        "Outlook: Not enough storage is available to complete this operation",
        "python requests: SSLError dh key too small",
        "the directory /home/bob is not writable, ls says",
        "gdm: X server failed to start",
        "squid: maximum number of sessions reached",
        // What a program mentions by the way, and a stranger's name in a log.
        "[INFO][com.freerdp.core] - [x]: somebody STATUS_ACCOUNT_LOCKED_OUT",
        "Dec 30 18:59:33 pc7 xrdp[1]: [INFO ] listening to port 3389\n\
         Dec 30 18:59:33 pc7 sshd[9]: Invalid user pam_time from 192.0.2.1 port 22",
        // Asked, and denied.
        "Is Remote Desktop switched off on the host? No, it is on.",
        "The login works. It is not true that Remote Desktop is switched off on the host.",
        "We checked: it is not \"ee key too small\". The screen stays black.",
        // A host's certificate, and a window's title.
        "[ERROR][com.freerdp.crypto] - [x509_utils_verify]: Certificate verification failure at stack position 0\n\
         [ERROR][com.freerdp.crypto] - [x509_utils_verify]: CN = ee key too small",
        "[INFO][com.freerdp.client.x11] - [xf_setup_x11]: window title ERRINFO_LICENSE_HWID_DOESNT_MATCH_LICENSE and others",
    ] {
        let found = explain(text);
        let first = found.causes.first().map(|cause| cause.id);
        assert_ne!(found.shape, Shape::One, "{text}: {first:?}");
    }
    assert_eq!(explain("xfreerdp: ee key too small").shape, Shape::One);
    // Who asks for help doubts nothing.
    for text in [
        "rdp error 0xC0000234 since today. Has anyone seen this?",
        "rdp STATUS_ACCOUNT_LOCKED_OUT. Can you help?",
    ] {
        assert_eq!(explain(text).shape, Shape::One, "{text}");
    }
}

#[test]
fn a_log_full_of_strange_names_is_looked_through_once() {
    let mut text = String::from("[ERROR][com.freerdp.core] - ERRCONNECT_ACCOUNT_LOCKED_OUT\n");
    for number in 0..20_000_u32 {
        let letters = number.to_string().bytes().map(|digit| char::from(digit + 17)).collect::<String>();
        text.push_str(&format!("[ERROR][com.freerdp.core] - A_STRANGE_NAME_{letters}\n"));
    }
    text.push_str("[ERROR][com.freerdp.core] - ERRCONNECT_ACCOUNT_LOCKED_OUT\n");
    assert_eq!(first(&text), "logon/locked-out");
}
