//! `cargo xtask test`: everything that can be tested on this machine.

use anyhow::Result;

use crate::{data, field, packages, run};

pub(crate) fn test() -> Result<()> {
    let missing = packages::provide(&packages::FOR_TESTS);
    if !missing.is_empty() {
        println!("xtask: not installed here, so some tests are skipped below: {}", missing.join(", "));
    }
    data::provide();
    run::cargo(&["test", "--workspace", "--no-fail-fast"])?;
    field::ourselves()?;
    println!("xtask: benchmarks are not tests; run them with `cargo bench -p readmit-cli`");
    println!("xtask: fuzz targets need a nightly compiler; their property tests ran above");
    Ok(())
}
