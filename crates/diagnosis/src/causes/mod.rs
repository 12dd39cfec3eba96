//! Every cause Readmit knows how to tell. One file each; the folders are the stages.
//!
//! To add one: `cargo xtask new-cause stage/name`, fill the file, and put a line into
//! [`ALL`] where its weight belongs. Everything else is derived.

pub mod client;
pub mod gateway;
pub mod logon;
pub mod name;
pub mod negotiation;
pub mod network;
pub mod nla;
mod seen;
mod seen_inside;
pub mod session;
mod whose;
// What `cargo xtask new-cause` begins with: compiled with the tests, so that it always compiles.
#[cfg(test)]
pub mod template;
#[cfg(test)]
pub(crate) mod testing;
pub mod tls;

use crate::cause::Cause;

/// What a client shows for several faults alike. Where one of those is found, that is the answer, and this is only how it
/// is shown.
pub static UMBRELLAS: &[&Cause] = &[&client::server_authentication_required::CAUSE];

/// Where the faults under them stand in the facts: the cause that leads knows more about its own.
pub(crate) const FAULTS_UNDER_UMBRELLAS: [&str; 3] =
    ["/tls/name_fits", "/tls/verdict", "/tls/chain/0/not_after"];

/// All causes, in manual order: where two weigh the same, the earlier is shown first.
#[rustfmt::skip]
pub static ALL: &[&Cause] = &[
    &client::credssp_off::CAUSE,
    &client::server_authentication_required::CAUSE,
    &client::offline::CAUSE,
    &client::clock_wrong::CAUSE,
    &client::invalid_monitor_layout::CAUSE,
    &client::stale_rdp_file::CAUSE,
    &client::untrusted_rdp_file::CAUSE,
    &client::connecting_to_itself::CAUSE,
    &client::outdated::CAUSE,
    &client::home_not_writable::CAUSE,
    &client::no_credentials::CAUSE,
    &client::smart_card_unusable::CAUSE,
    &client::low_resources::CAUSE,
    &client::stale_credentials::CAUSE,
    &client::saved_credentials_not_allowed::CAUSE,
    &client::delegation_not_allowed::CAUSE,
    &client::credential_guard_blocks_sso::CAUSE,
    &client::broken_credential_prompt::CAUSE,
    &client::smart_card_middleware_outdated::CAUSE,
    &client::root_list_unreachable::CAUSE,
    &client::crashes::CAUSE,
    &name::not_found::CAUSE,
    &name::no_dns_server::CAUSE,
    &name::stale_record::CAUSE,
    &name::address_family_broken::CAUSE,
    &name::ip_address_used::CAUSE,
    &network::answered_on_the_way::CAUSE,
    &network::rejected_by_firewall::CAUSE,
    &network::mtu_black_hole::CAUSE,
    &network::host_down::CAUSE,
    &network::no_route::CAUSE,
    &network::port_refused::CAUSE,
    &network::port_filtered::CAUSE,
    &network::unstable_backend::CAUSE,
    &network::closed_after_accept::CAUSE,
    &network::backend_down::CAUSE,
    &network::reset_on_rdp::CAUSE,
    &network::silent_after_accept::CAUSE,
    &network::not_rdp::CAUSE,
    &network::packet_loss::CAUSE,
    &network::high_latency::CAUSE,
    &network::udp_blocked::CAUSE,
    &network::host_asleep::CAUSE,
    &network::udp_unstable::CAUSE,
    &network::port_taken::CAUSE,
    &network::ports_exhausted::CAUSE,
    &network::wrong_port_forward::CAUSE,
    &network::blocked_by_provider::CAUSE,
    &network::carrier_nat::CAUSE,
    &network::rdp_disabled::CAUSE,
    &network::rdp_disabled_by_policy::CAUSE,
    &network::service_stopped::CAUSE,
    &network::listener_missing::CAUSE,
    &network::port_moved::CAUSE,
    &network::firewall_rule_disabled::CAUSE,
    &network::public_firewall_profile::CAUSE,
    &network::cloud_rule_missing::CAUSE,
    &network::blocked_by_antivirus::CAUSE,
    &network::address_banned::CAUSE,
    &network::firewall_rules_overridden::CAUSE,
    &network::home_edition::CAUSE,
    &network::service_rights_lost::CAUSE,
    &network::setup_unfinished::CAUSE,
    &network::host_restarting::CAUSE,
    &network::service_crashes::CAUSE,
    &gateway::unreachable::CAUSE,
    &gateway::certificate_untrusted::CAUSE,
    &gateway::broker_redirect_failed::CAUSE,
    &gateway::invalid_routing_token::CAUSE,
    &gateway::connection_policy_denied::CAUSE,
    &gateway::resource_policy_denied::CAUSE,
    &gateway::wrong_credentials::CAUSE,
    &gateway::target_unreachable::CAUSE,
    &gateway::full::CAUSE,
    &gateway::wrong_authentication_method::CAUSE,
    &gateway::proxy_wants_authentication::CAUSE,
    &gateway::password_expired::CAUSE,
    &gateway::session_timeout::CAUSE,
    &gateway::service_crashing::CAUSE,
    &gateway::cloud_resource_unavailable::CAUSE,
    &gateway::kdc_proxy_misconfigured::CAUSE,
    &gateway::second_factor_unanswered::CAUSE,
    &gateway::certificate_unusable::CAUSE,
    &negotiation::nla_required::CAUSE,
    &negotiation::tls_required::CAUSE,
    &negotiation::nla_not_supported::CAUSE,
    &negotiation::legacy_security_only::CAUSE,
    &negotiation::no_certificate::CAUSE,
    &negotiation::client_certificate_required::CAUSE,
    &negotiation::inconsistent_flags::CAUSE,
    &negotiation::fips_mismatch::CAUSE,
    &negotiation::xrdp_key_unreadable::CAUSE,
    &negotiation::restricted_admin_not_supported::CAUSE,
    &tls::version_too_old::CAUSE,
    &tls::no_common_version::CAUSE,
    &tls::no_common_cipher::CAUSE,
    &tls::weak_key::CAUSE,
    &tls::weak_signature::CAUSE,
    &tls::weak_key_exchange::CAUSE,
    &tls::certificate_not_renewed::CAUSE,
    &tls::certificate_expired::CAUSE,
    &tls::certificate_not_yet_valid::CAUSE,
    &tls::name_mismatch::CAUSE,
    &tls::self_signed::CAUSE,
    &tls::certificate_wrong_purpose::CAUSE,
    &tls::untrusted_issuer::CAUSE,
    &tls::certificate_changed::CAUSE,
    &tls::intercepted::CAUSE,
    &tls::broken_handshake::CAUSE,
    &tls::stalled::CAUSE,
    &tls::reset::CAUSE,
    &tls::certificate_binding_broken::CAUSE,
    &tls::revocation_unknown::CAUSE,
    &nla::stalled::CAUSE,
    &nla::reset::CAUSE,
    &nla::closed_without_reason::CAUSE,
    &nla::credssp_unpatched_host::CAUSE,
    &nla::domain_controller_unreachable::CAUSE,
    &nla::trust_broken::CAUSE,
    &nla::wrong_domain::CAUSE,
    &nla::clock_skew::CAUSE,
    &nla::kdc_unreachable::CAUSE,
    &nla::unknown_service_principal::CAUSE,
    &nla::wrong_principal::CAUSE,
    &nla::principal_owned_by_user::CAUSE,
    &nla::no_common_encryption::CAUSE,
    &nla::smart_card_refused::CAUSE,
    &nla::ntlm_blocked::CAUSE,
    &nla::channel_binding_mismatch::CAUSE,
    &nla::unsupported_windows::CAUSE,
    &nla::host_forces_updated_clients::CAUSE,
    &nla::ticket_too_large::CAUSE,
    &nla::ntlm_version_mismatch::CAUSE,
    &nla::duplicate_machine_sid::CAUSE,
    &nla::domain_credentials_disabled::CAUSE,
    &nla::ntlm_unavailable_under_fips::CAUSE,
    &nla::remote_guard_unavailable::CAUSE,
    &logon::wrong_credentials::CAUSE,
    &logon::entra_identity_over_ntlm::CAUSE,
    &logon::microsoft_account_without_password::CAUSE,
    &logon::unknown_user::CAUSE,
    &logon::wrong_name_form::CAUSE,
    &logon::locked_out::CAUSE,
    &logon::disabled::CAUSE,
    &logon::account_expired::CAUSE,
    &logon::password_expired::CAUSE,
    &logon::password_must_change::CAUSE,
    &logon::outside_hours::CAUSE,
    &logon::workstation_not_allowed::CAUSE,
    &logon::blank_password::CAUSE,
    &logon::smart_card_required::CAUSE,
    &logon::protected_user_without_kerberos::CAUSE,
    &logon::not_allowed_to_authenticate::CAUSE,
    &logon::no_remote_right::CAUSE,
    &logon::denied_by_listener::CAUSE,
    &logon::saved_credentials_refused::CAUSE,
    &logon::credentials_asked_on_screen::CAUSE,
    &logon::local_namesake_used::CAUSE,
    &logon::local_account_gone::CAUSE,
    &logon::locked_by_attackers::CAUSE,
    &logon::password_sign_in_forbidden::CAUSE,
    &logon::authentication_policy_denied::CAUSE,
    &logon::remote_right_denied::CAUSE,
    &logon::no_network_right::CAUSE,
    &logon::no_interactive_right::CAUSE,
    &logon::admin_session_denied::CAUSE,
    &logon::restricted_admin_denied::CAUSE,
    &logon::entra_group_ignored::CAUSE,
    &logon::blocked_by_conditional_access::CAUSE,
    &logon::vm_login_role_missing::CAUSE,
    &logon::gnome_credentials_missing::CAUSE,
    &logon::credential_provider_interferes::CAUSE,
    &logon::audit_log_full::CAUSE,
    &session::license_unavailable::CAUSE,
    &session::no_free_license::CAUSE,
    &session::client_license_corrupt::CAUSE,
    &session::license_certificate_corrupt::CAUSE,
    &session::license_timeout::CAUSE,
    &session::computer_in_use::CAUSE,
    &session::limit_reached::CAUSE,
    &session::taken_over::CAUSE,
    &session::time_limit_reached::CAUSE,
    &session::denied_by_host::CAUSE,
    &session::out_of_resources::CAUSE,
    &session::graphics_failed::CAUSE,
    &session::logon_process_crashed::CAUSE,
    &session::remoteapp_only::CAUSE,
    &session::shell_failed::CAUSE,
    &session::reconnect_stuck::CAUSE,
    &session::black_screen::CAUSE,
    &session::logons_drained::CAUSE,
    &session::login_service_down::CAUSE,
    &session::service_hangs_after_update::CAUSE,
    &session::service_busy::CAUSE,
    &session::audio_stall::CAUSE,
    &session::profile_failed::CAUSE,
    &session::remoteapp_console_conflict::CAUSE,
    &session::remoteapp_fails_after_update::CAUSE,
    &session::freezes_after_update::CAUSE,
    &session::already_logged_in_locally::CAUSE,
    &session::x_server_failed::CAUSE,
    &session::desktop_asks_for_authentication::CAUSE,
];

/// What keeps an account out until somebody has mended it: until then a try is lost, and may prolong it.
const TRIES_ARE_LOST: [&str; 7] = [
    "logon/locked-out",
    "logon/locked-by-attackers",
    "logon/disabled",
    "logon/account-expired",
    "logon/password-expired",
    "logon/password-must-change",
    "logon/outside-hours",
];

/// Whether a try with a password is lost as long as this cause stands.
pub fn loses_tries(id: &str) -> bool {
    TRIES_ARE_LOST.contains(&id)
}

/// The cause of this id, or of this former id.
pub fn find(id: &str) -> Option<&'static Cause> {
    let named = |cause: &&&Cause| cause.id == id;
    let formerly = |cause: &&&Cause| cause.aliases.contains(&id);
    ALL.iter().find(named).or_else(|| ALL.iter().find(formerly)).copied()
}

/// Whether a fact was seen on the host itself.
pub fn is_inside(fact: &str) -> bool {
    fact.starts_with("/inside/") || fact.starts_with("/log/")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::path::Path;

    use super::*;
    use crate::cause::{Impact, Match, ToldBy, Trust};
    use crate::codes;
    use crate::facts::{Facts, testing};
    use crate::remedy::Risk;

    fn sentence(text: &str) -> bool {
        let first = text.chars().next();
        first.is_some_and(|first| first.is_uppercase() || first == '"')
            && text.ends_with(['.', '?', '!', ')'])
            && !text.contains("  ")
    }

    #[test]
    fn ids_are_paths_and_stages() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/causes");
        let mut seen = HashSet::new();
        for cause in ALL {
            assert!(seen.insert(cause.id), "{} stands twice in the list", cause.id);
            let (stage, name) = cause.id.split_once('/').expect("an id is stage/name");
            assert_eq!(stage, cause.stage.word(), "{}", cause.id);
            let file = here.join(stage).join(format!("{}.rs", name.replace('-', "_")));
            assert!(file.exists(), "{} has no file {}", cause.id, file.display());
        }
        for stage in crate::Stage::ALL {
            let folder = here.join(stage.word());
            let files = std::fs::read_dir(&folder).map_or(0, |files| files.count().saturating_sub(1));
            let listed = ALL.iter().filter(|cause| cause.stage == stage).count();
            assert_eq!(files, listed, "files and list differ for {stage}");
        }
    }

    #[test]
    fn texts_keep_the_house_style() {
        let mut faults = Vec::new();
        for cause in ALL {
            let mut hold = |holds: bool, what: &str| {
                if !holds {
                    faults.push(format!("{}: {what}", cause.id));
                }
            };
            hold(cause.title.chars().count() <= 60 && !cause.title.ends_with('.'), cause.title);
            hold(sentence(cause.meaning) && cause.meaning.chars().count() <= 420, cause.meaning);
            for remedy in cause.remedies {
                hold(sentence(remedy.text), remedy.text);
            }
            for not in cause.do_not {
                hold(!not.advice.is_empty() && !not.why.is_empty() && !not.instead.is_empty(), not.advice);
            }
            let sourced = !cause.references.is_empty() || cause.trust == Trust::Unverified;
            hold(sourced, "what nobody can look up is unverified");
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn blockers_have_a_way_out_that_weakens_nothing() {
        for cause in ALL.iter().filter(|cause| cause.impact == Impact::Blocks) {
            let way_out = cause.remedies.iter().any(|remedy| remedy.risk != Risk::Weakens);
            assert!(way_out, "{} leaves its sufferer with nothing to do", cause.id);
        }
    }

    #[test]
    fn groups_are_named_by_sid() {
        let localised =
            ["Administrators", "Remote Desktop Users", "Users", "Network Configuration Operators"];
        let mut faults = Vec::new();
        for cause in ALL {
            for command in cause.remedies.iter().filter_map(|remedy| remedy.command) {
                for group in localised {
                    let named = [format!("'{group}'"), format!("\"{group}\""), format!("-Group {group}")];
                    if named.iter().any(|name| command.line.contains(name)) {
                        faults.push(format!("{}: {}", cause.id, command.line));
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn what_a_cause_explains_exists() {
        for cause in ALL {
            for id in cause.explains {
                assert!(ALL.iter().any(|other| other.id == *id), "{} explains the unknown {id}", cause.id);
            }
        }
    }

    #[test]
    fn a_healthy_host_has_nothing_and_ignorance_accuses_nobody() {
        let healthy = testing::healthy();
        let unseen = Facts::unseen(healthy.target.clone(), healthy.observed_at);
        for cause in ALL {
            assert_eq!(cause.matches(&healthy), None, "{} on a healthy host", cause.id);
            assert_eq!(cause.matches(&unseen), None, "{} where nothing was seen", cause.id);
        }
    }

    #[test]
    fn what_nothing_tells_from_outside_has_no_rule() {
        for cause in ALL {
            assert!(!cause.told_by.is_empty() && cause.told_by.is_sorted(), "{}", cause.id);
            let is_rule = |rule| !std::ptr::fn_addr_eq(rule, seen::nothing as fn(&Facts) -> Option<Match>);
            assert_eq!(cause.is_told_from_here(), is_rule(cause.detect), "{}", cause.id);
            let inside = cause.told_by.contains(&ToldBy::Inside);
            assert!(inside || !is_rule(cause.inside), "{} has a rule for what is inside", cause.id);
        }
    }

    #[test]
    fn codes_lead_to_causes() {
        for table in codes::TABLES {
            for row in table.rows {
                for id in row.causes {
                    let spelt = find(id).is_some_and(|cause| cause.id == *id);
                    assert!(spelt, "{}: {} names {id}", table.title, row.name);
                }
            }
        }
    }
}
