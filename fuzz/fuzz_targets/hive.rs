//! Any bytes as a hive, its logs, and a file of group policy.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = registry::policy_file(data);
    let _ = registry::recover(data, &[data]);
    let Ok(hive) = registry::Hive::open(data.to_vec()) else { return };
    let Ok(root) = hive.root() else { return };
    let _ = root.walk(&mut |_, key| {
        for record in key.values()? {
            let _ = (record.name()?, record.value()?);
        }
        Ok(())
    });
});
