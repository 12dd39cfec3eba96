//! An xrdp on which every change has something to do.

use std::path::Path;

/// An xrdp on which every change has something to do; the whole disk, with its users.
pub(crate) fn spoilt_xrdp(root: &Path) {
    for folder in ["etc/xrdp", "var/log"] {
        std::fs::create_dir_all(root.join(folder)).expect("the folder is made");
    }
    let write = |path: &str, text: &str| std::fs::write(root.join(path), text).expect("the file is written");
    write(
        "etc/xrdp/xrdp.ini",
        "; a comment\n[Globals]\nport=3390\nsecurity_layer=rdp\nssl_protocols=TLSv9\ntls_ciphers=nonsense\ncertificate=\nkey_file=\nruntime_user=xrdp\n\n[Xorg]\nport=-1\n",
    );
    write("etc/xrdp/sesman.ini", "[Security]\nAlwaysGroupCheck=true\n[Sessions]\nMaxSessions=1\n");
    write("etc/passwd", "root:x:0:0::/root:/bin/sh\nxrdp:x:4711:4712::/:/bin/false\n");
    write("etc/group", "root:x:0:\nxrdp:x:4712:\n");
    write("etc/shadow", "root:!:19000::::::\n");
    write("etc/xrdp/cert.pem", "none");
    write("etc/xrdp/key.pem", "none");
}
