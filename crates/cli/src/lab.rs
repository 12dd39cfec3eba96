//! `readmit lab`: list the faults, or hold one open for any client.

use std::fmt::Write;

use anyhow::{Result, bail};
use readmit::lab;
use readmit::render::clean;

use crate::arguments::Lab;
use crate::say::print;

/// Lists, or serves until it is interrupted.
pub(crate) async fn run(arguments: &Lab) -> Result<u8> {
    let Some(name) = &arguments.fault else {
        let mut text = String::new();
        for fault in lab::faults::all() {
            let title = readmit::diagnosis::causes::find(fault.id).map_or("", |cause| cause.title);
            let _ = writeln!(text, "{:<42} {title}", fault.id);
        }
        print(&text)?;
        return Ok(0);
    };
    let Some(fault) = lab::find(name) else {
        bail!("there is no fault {}; `readmit lab` lists all", clean(name));
    };
    let running = lab::start(fault.setting(), arguments.port).await?;
    let setting = &running.setting;
    let mut text = format!(
        "{} on {}:{}, until you press Ctrl-C.\n\n  user      {}\n  password  {}\n",
        fault.id, running.address, running.port, setting.user, running.password
    );
    if let Some(file) = &running.rdp_file {
        let _ = writeln!(text, "\nIts connection file:\n");
        for line in file.lines() {
            let _ = writeln!(text, "  {line}");
        }
    }
    let _ = write!(
        text,
        "\nTry it with any client, for instance\n  xfreerdp /v:{}:{} /u:{} /p:{} /cert:ignore +auth-only\n",
        running.address,
        running.port,
        setting.account(),
        running.password
    );
    print(&text)?;
    tokio::signal::ctrl_c().await?;
    Ok(0)
}
