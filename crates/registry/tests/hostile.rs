//! Bytes that are no hive, and hives that somebody spoilt.
#![expect(clippy::unwrap_used, reason = "what helps a test may break it")]

use proptest::prelude::*;
use regf::{DataType, HiveBuilder};
use registry::{FileTime, Hive, Refusal, Value, policy_file, recover};

fn small() -> Vec<u8> {
    let mut builder = HiveBuilder::new_with_name("SYSTEM").unwrap();
    for (key, name) in
        [(r"Select", "Default"), (r"ControlSet001\Control\Terminal Server", "fDenyTSConnections")]
    {
        let at = builder.create_key(key).unwrap();
        builder.add_value(at, name, DataType::Dword, &1_u32.to_le_bytes()).unwrap();
    }
    let at = builder.create_key(r"ControlSet001\Control\Terminal Server").unwrap();
    builder.add_value(at, "Text", DataType::String, &[65, 0, 66, 0, 67, 0, 68, 0, 0, 0]).unwrap();
    builder.to_bytes().unwrap()
}

/// Everything that is done with a hive, on bytes from somebody else.
fn use_all(bytes: Vec<u8>) {
    let Ok(mut hive) = Hive::open(bytes) else { return };
    let Ok(root) = hive.root() else { return };
    let _ = root.walk(&mut |_, key| {
        for record in key.values()? {
            let _ = (record.name()?, record.value()?);
        }
        Ok(())
    });
    let key = r"ControlSet001\Control\Terminal Server";
    let _ = hive.overwrite(key, "fDenyTSConnections", &Value::dword(0));
    let _ = hive.overwrite(key, "Text", &Value::text("A"));
    let _ = hive.rename(key, "Text", "Next");
    hive.seal(FileTime(0));
}

#[test]
fn what_is_no_hive_is_named() {
    let hive = small();
    assert_eq!(Hive::open(Vec::new()).unwrap_err(), Refusal::Empty);
    assert_eq!(Hive::open(b"regf".to_vec()).unwrap_err(), Refusal::NotAHive);
    assert_eq!(Hive::open(vec![0; 9000]).unwrap_err(), Refusal::NotAHive);
    assert!(matches!(Hive::open(hive[..hive.len() - 1].to_vec()).unwrap_err(), Refusal::CutOff { .. }));
    let mut dirty = hive.clone();
    dirty[4] ^= 1;
    assert_eq!(Hive::open(dirty).unwrap_err(), Refusal::Dirty);
    let mut broken = hive;
    broken[4096 + 8] ^= 1;
    assert_eq!(Hive::open(broken).unwrap_err(), Refusal::Chain(0));
}

#[test]
fn keys_that_contain_each_other_end() {
    let mut bytes = small();
    // Every list of subkeys points at the root.
    let root = u32::from_le_bytes(bytes[36..40].try_into().unwrap());
    let mut lists = 0;
    for at in (4096..bytes.len() - 16).step_by(4) {
        if matches!(&bytes[at..at + 2], b"lf" | b"lh") {
            bytes[at + 4..at + 8].copy_from_slice(&root.to_le_bytes());
            lists += 1;
        }
    }
    assert!(lists > 0);
    let hive = Hive::open(bytes).unwrap();
    assert_eq!(hive.root().unwrap().walk(&mut |_, _| Ok(())), Err(registry::Corrupt::Circle));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_thousand_spoilt_hives(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..24)) {
        let mut bytes = small();
        for (at, byte) in changes {
            // The base block's checksum would refuse nearly everything.
            let at = 4096 + at.index(bytes.len() - 4096);
            bytes[at] = byte;
        }
        use_all(bytes);
    }

    #[test]
    fn nonsense(bytes in prop::collection::vec(any::<u8>(), 0..9000)) {
        use_all(bytes.clone());
        let _ = policy_file(&bytes);
        let mut dirty = small();
        dirty[4] ^= 1;
        let _ = recover(&dirty, &[&bytes]);
        let _ = recover(&bytes, &[]);
    }

    #[test]
    fn spoilt_policy_files(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = b"PReg\x01\0\0\0".to_vec();
        let text = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        bytes.extend(text("[Software\\Policies\0;Name\0;"));
        bytes.extend(4_u32.to_le_bytes());
        bytes.extend(text(";"));
        bytes.extend(4_u32.to_le_bytes());
        bytes.extend(text(";"));
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend(text("]"));
        let read = policy_file(&bytes).expect("it is sound");
        prop_assert_eq!((read.len(), read[0].value.as_dword()), (1, Some(1)));
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = policy_file(&bytes);
    }
}
