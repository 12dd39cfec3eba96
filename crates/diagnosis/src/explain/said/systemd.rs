//! What systemd, PAM, the X server, polkit and shells write beside an RDP server on Linux.

use super::{Line, Lines, hint, line};

pub(super) const LINES: Lines = Lines { speaker: &reading::formats::system::FORMAT, lines: ROWS };

const X: &[&str] = &["session/x-server-failed"];
const DESKTOP: &[&str] = &["session/shell-failed", "session/already-logged-in-locally"];

const ROWS: &[Line] = &[
    Line {
        share: 1.5,
        ..line(
            "failed to start xrdp session manager",
            &["session/login-service-down", "network/service-crashes"],
        )
    },
    Line {
        share: 1.5,
        ..line("xrdp-sesman.service … failed", &["session/login-service-down", "network/service-crashes"])
    },
    Line {
        share: 1.5,
        ..line("xrdp-sesman.service failed", &["session/login-service-down", "network/service-crashes"])
    },
    // systemd.
    line("status=11/segv", &["network/service-crashes"]),
    line("status=6/abrt", &["network/service-crashes"]),
    line("code=dumped", &["network/service-crashes"]),
    line("failed with result 'core-dump'", &["network/service-crashes"]),
    line("failed with result 'signal'", &["network/service-crashes"]),
    line("start request repeated too quickly", &["network/service-crashes"]),
    line("scheduled restart job, restart counter is at", &["network/service-crashes"]),
    line("remmina … segfault at", &["client/crashes"]),
    line("freerdp … segfault at", &["client/crashes"]),
    line("segfault at … libfreerdp", &["client/crashes"]),
    Line { share: 1.5, ..line("xrdp … segfault at", &["network/service-crashes"]) },
    Line { share: 1.4, ..line("error in `xrdp", &["network/service-crashes", "session/login-service-down"]) },
    line("free(): invalid", &["network/service-crashes", "client/crashes"]),
    line("malloc(): ", &["network/service-crashes", "client/crashes"]),
    line("failed to enable rdp server", &["network/rdp-disabled", "network/service-stopped"]),
    line("failed enabling gnome-remote-desktop", &["network/rdp-disabled", "network/service-stopped"]),
    line("active: failed (result: signal)", &["network/service-crashes"]),
    line("active: failed (result: core-dump)", &["network/service-crashes"]),
    line("code=killed, signal=", &["network/service-crashes"]),
    line("failed at step user", &["network/service-stopped", "network/service-crashes"]),
    line("failed to determine user credentials", &["network/service-stopped", "network/service-crashes"]),
    line("failed at step exec", &["network/service-stopped", "network/service-crashes"]),
    line("status=203/exec", &["network/service-stopped", "network/service-crashes"]),
    line("status=217/user", &["network/service-stopped", "network/service-crashes"]),
    line("unit xrdp.service could not be found", &["network/service-stopped"]),
    line("unit xrdp.service not found", &["network/service-stopped"]),
    line("active: inactive (dead)", &["network/service-stopped"]),
    line("active: failed", &["network/service-crashes", "network/service-stopped", "network/port-taken"]),
    hint(
        "failed with result 'exit-code'",
        &["network/service-crashes", "network/port-taken", "network/service-stopped"],
    ),
    hint("failed with result 'timeout'", &["network/service-crashes", "network/service-stopped"]),
    line("address already in use", &["network/port-taken"]),
    // PAM.
    line("pam_systemd_home", &["session/shell-failed", "logon/wrong-credentials"]),
    line("failed to create session", &["session/shell-failed", "session/already-logged-in-locally"]),
    line("failed to start session", &["session/shell-failed", "session/already-logged-in-locally"]),
    line("xrdp-sesman:auth): authentication failure", &["logon/wrong-credentials"]),
    line("xrdp-sesman:auth): check pass; user unknown", &["logon/unknown-user"]),
    line("account temporarily locked", &["logon/locked-out"]),
    line("consecutive login failures", &["logon/locked-out"]),
    line("access denied for user … 6 (permission denied)", &["logon/no-remote-right"]),
    line("pam_access(", &["logon/no-remote-right"]),
    line("pam_listfile", &["logon/no-remote-right"]),
    line("pam_nologin", &["session/logons-drained", "logon/no-remote-right"]),
    line("account has expired", &["logon/account-expired"]),
    line("expired password for user", &["logon/password-expired"]),
    line("password has been expired", &["logon/password-expired"]),
    line("pam_time", &["logon/outside-hours"]),
    line("pam unable to dlopen", &["logon/wrong-credentials", "session/shell-failed"]),
    // X.
    line("only console users are allowed to run the x server", X),
    line("cannot open virtual console", X),
    line("parse_vt_settings", X),
    line("cannot open /dev/tty0", X),
    line("fatal server error", X),
    line("no screens found", X),
    line("server is already active for display", X),
    line("failed to load module \"xorgxrdp\"", X),
    line("xorgxrdp … does not exist", X),
    line("could not open configuration file", X),
    line("unable to locate/open config file", X),
    line("user not authorized to run the x server", X),
    line("xvnc: … not found", X),
    line("xorg: … not found", X),
    line("execve … xorg", X),
    line("glamor … failed", &["session/x-server-failed", "session/graphics-failed", "session/black-screen"]),
    line("/dev/dri … permission denied", &["session/graphics-failed", "session/x-server-failed"]),
    // The desktop.
    line("startwm.sh: … not found", DESKTOP),
    line("startwm.sh … no such file", DESKTOP),
    line("startwm.sh … permission denied", DESKTOP),
    line("cannot autolaunch d-bus", DESKTOP),
    line("failed to connect to socket … bus", DESKTOP),
    line("could not connect to … session bus", DESKTOP),
    line("unable to contact settings server", DESKTOP),
    line("gnome-session … unrecoverable", &["session/shell-failed", "session/already-logged-in-locally"]),
    line("oh no! something has gone wrong", &["session/shell-failed", "session/already-logged-in-locally"]),
    line("session manager is already running", &["session/already-logged-in-locally"]),
    line("session is already running", &["session/already-logged-in-locally"]),
    line("could not get owner of name 'org.gnome.sessionmanager'", DESKTOP),
    line("cannot open display", &["session/shell-failed", "session/x-server-failed"]),
    line("failed to execute … session", DESKTOP),
    line("xsession: unable to", DESKTOP),
    line(".xsession-errors", DESKTOP),
    line("no space left on device", &["session/out-of-resources", "session/profile-failed"]),
    line("disk quota exceeded", &["session/out-of-resources", "session/profile-failed"]),
    line("out of memory: killed process", &["session/out-of-resources"]),
    // polkit.
    line("org.freedesktop.color-manager", &["session/desktop-asks-for-authentication"]),
    line("authentication is required to create a color", &["session/desktop-asks-for-authentication"]),
    line(
        "authentication required to create managed color device",
        &["session/desktop-asks-for-authentication"],
    ),
    line(
        "authentication is required to refresh the system repositories",
        &["session/desktop-asks-for-authentication"],
    ),
    line(
        "authentication required to refresh system repositories",
        &["session/desktop-asks-for-authentication"],
    ),
    // SELinux, AppArmor.
    line("avc: denied", &["network/service-crashes", "network/service-stopped"]),
    line("apparmor=\"denied\"", &["network/service-crashes", "client/home-not-writable"]),
    // A package is missing.
    line("libxup.so", X),
    line("libvnc.so", X),
    line("xrdp: command not found", &["network/service-stopped"]),
];
