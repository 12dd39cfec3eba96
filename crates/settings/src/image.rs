//! A raw disk, or a volume of one, that is not mounted: NTFS is read by a library, and of a file
//! that changes only the changed sectors are written, its first one last.
//!
//! Compressed, sparse, encrypted and very small files are refused, and so is BitLocker.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use ntfs::attribute_value::NtfsAttributeValue;
use ntfs::indexes::NtfsFileNameIndex;
use ntfs::structured_values::NtfsIndexRoot;
use ntfs::{Ntfs, NtfsAttributeFlags, NtfsAttributeType, NtfsFile, NtfsReadSeek};

use crate::mounted::is_mounted;
use crate::store::Store;

/// What is written at a time, in bytes.
const SECTOR: usize = 512;
/// Partition types of Windows in the old table.
const NTFS_TYPE: u8 = 0x07;
/// The largest record of a file or an index, in bytes.
const LARGEST_RECORD: u64 = 1 << 16;
/// So much is read of a volume at most to get at one file, in bytes.
const MOST_READ: u64 = 2 << 30;
/// The most partitions that are looked at.
const MOST: u64 = 128;

/// A volume in an image or on a device.
#[derive(Debug)]
pub(crate) struct Image {
    path: PathBuf,
    /// Where the volume begins, in bytes.
    start: u64,
}

/// The volume as a stream.
struct Volume {
    file: File,
    start: u64,
    /// How much may still be read: an index that leads to itself has no end.
    left: u64,
}

impl Read for Volume {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other("the volume leads in circles, or is larger than is read here"));
        }
        let count = self.file.read(buffer)?;
        self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }
}

impl Seek for Volume {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::Start(at) => SeekFrom::Start(self.start.saturating_add(at)),
            other => other,
        };
        let at = self.file.seek(to)?;
        at.checked_sub(self.start).ok_or_else(|| io::Error::other("before the volume"))
    }
}

impl Image {
    /// Finds the volume of a Windows in an image or on a device.
    pub(crate) fn open(path: &Path) -> Result<Self, String> {
        // A pipe would block when it is opened.
        if !may_be_opened(path).map_err(|error| error.to_string())? {
            return Err("it is neither a file nor a disk".to_owned());
        }
        let mut file = File::open(path).map_err(|error| error.to_string())?;
        let mut locked = false;
        for start in volumes(&mut file) {
            let mut boot = [0; 0x48];
            let read = file.seek(SeekFrom::Start(start)).and_then(|_| file.read_exact(&mut boot));
            if read.is_err() {
                continue;
            }
            match &boot[3..11] {
                b"NTFS    " if !has_usual_sizes(&boot) => {}
                b"NTFS    " => {
                    let image = Self { path: path.to_owned(), start };
                    if image.find("Windows/System32/config").is_ok_and(|found| found.is_some()) {
                        return Ok(image);
                    }
                }
                b"-FVE-FS-" => locked = true,
                _ => {}
            }
        }
        Err(if locked {
            "the volume is locked by BitLocker; unlock it first, and use the unlocked one".to_owned()
        } else {
            "no NTFS volume with a Windows is in it".to_owned()
        })
    }

    fn volume(&self) -> io::Result<Volume> {
        Ok(Volume { file: File::open(&self.path)?, start: self.start, left: MOST_READ })
    }

    /// Does something with a file of the volume; `None` if there is no such file.
    fn with<T>(
        &self,
        path: &Path,
        act: impl FnOnce(&NtfsFile<'_>, &mut Volume) -> io::Result<T>,
    ) -> io::Result<Option<T>> {
        // The library was not made for volumes that mean harm.
        let whole = AssertUnwindSafe(|| self.walk(path, act));
        catch_unwind(whole).unwrap_or_else(|_| Err(io::Error::other("the volume is damaged")))
    }

    fn walk<T>(
        &self,
        path: &Path,
        act: impl FnOnce(&NtfsFile<'_>, &mut Volume) -> io::Result<T>,
    ) -> io::Result<Option<T>> {
        let mut volume = self.volume()?;
        let failed = |error: ntfs::NtfsError| io::Error::other(error.to_string());
        let mut ntfs = Ntfs::new(&mut volume).map_err(failed)?;
        ntfs.read_upcase_table(&mut volume).map_err(failed)?;
        let mut file = ntfs.root_directory(&mut volume).map_err(failed)?;
        for name in path.components() {
            let name = name.as_os_str().to_str().ok_or_else(|| io::Error::other("not a name"))?;
            if !has_usual_index(&file) {
                return Err(io::Error::other("a folder of the volume is damaged"));
            }
            let index = file.directory_index(&mut volume).map_err(failed)?;
            let mut finder = index.finder();
            let Some(entry) = NtfsFileNameIndex::find(&mut finder, &ntfs, &mut volume, name) else {
                return Ok(None);
            };
            file = entry.map_err(failed)?.to_file(&ntfs, &mut volume).map_err(failed)?;
        }
        act(&file, &mut volume).map(Some)
    }

    fn content<T>(
        &self,
        path: &Path,
        act: impl FnOnce(NtfsAttributeValue<'_, '_>, &mut Volume) -> io::Result<T>,
    ) -> io::Result<T> {
        let failed = |error: ntfs::NtfsError| io::Error::other(error.to_string());
        let done = self.with(path, |file, volume| {
            let item =
                file.data(volume, "").ok_or_else(|| io::Error::other("it is no file"))?.map_err(failed)?;
            let attribute = item.to_attribute().map_err(failed)?;
            let odd =
                NtfsAttributeFlags::COMPRESSED | NtfsAttributeFlags::SPARSE | NtfsAttributeFlags::ENCRYPTED;
            if attribute.flags().intersects(odd) {
                return Err(io::Error::other("it is compressed, sparse or encrypted on the disk"));
            }
            let value = attribute.value(volume).map_err(failed)?;
            act(value, volume)
        })?;
        done.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}

/// Whether records have sizes that Windows gives them ([MS-NTFS] does not exist; the layout is that of the boot sector:
/// bytes per sector at 0x0B, sectors per cluster at 0x0D, sizes of records at 0x40 and 0x44).
fn has_usual_sizes(boot: &[u8; 0x48]) -> bool {
    let sector = u64::from(u16::from_le_bytes([boot[0x0B], boot[0x0C]]));
    // Above 0x80 it is a power of two, written as a negative exponent.
    let power = |byte: u8| 1_u64.checked_shl(u32::from(byte.wrapping_neg())).unwrap_or(u64::MAX);
    let cluster = match boot[0x0D] {
        count @ 0..=0x80 => sector * u64::from(count),
        exponent => sector.saturating_mul(power(exponent)),
    };
    let record = |byte: u8| match byte {
        count @ 0..=0x7F => cluster.saturating_mul(u64::from(count)),
        exponent => power(exponent),
    };
    let usual = |size: u64| (256..=LARGEST_RECORD).contains(&size);
    usual(sector) && usual(record(boot[0x40])) && usual(record(boot[0x44]))
}

/// Whether the index of a folder has records of a usual size.
fn has_usual_index(folder: &NtfsFile<'_>) -> bool {
    let roots = folder.attributes_raw().filter_map(Result::ok);
    let mut sizes = roots.filter_map(|attribute| {
        let is_root = attribute.ty().is_ok_and(|kind| kind == NtfsAttributeType::IndexRoot);
        is_root.then(|| {
            attribute.resident_structured_value::<NtfsIndexRoot>().map(|root| root.index_record_size())
        })
    });
    sizes.all(|size| size.is_ok_and(|size| u64::from(size) <= LARGEST_RECORD))
}

fn may_be_opened(path: &Path) -> io::Result<bool> {
    let kind = std::fs::metadata(path)?.file_type();
    #[cfg(unix)]
    let is_disk = std::os::unix::fs::FileTypeExt::is_block_device(&kind);
    // Windows names disks in its own way, and opens them as files.
    #[cfg(not(unix))]
    let is_disk = true;
    Ok(kind.is_file() || is_disk)
}

impl Store for Image {
    // On Windows a lock keeps out the very program that holds it.
    #[cfg(unix)]
    fn lock(&self) -> io::Result<Option<File>> {
        crate::store::locked(File::open(&self.path)?)
    }

    fn sealed(&self) -> Option<String> {
        // A system that has the volume mounted writes to it, too.
        is_mounted(&self.path).then(|| {
            "the volume is mounted for writing here: unmount it, or name its folder instead".to_owned()
        })
    }

    fn find(&self, path: &str) -> io::Result<Option<PathBuf>> {
        let path = PathBuf::from(path);
        Ok(self.with(&path, |_, _| Ok(()))?.map(|()| path))
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        self.content(path, |mut value, volume| {
            let length = value.len();
            if length > most {
                return Err(io::Error::other(format!("larger than {most} bytes")));
            }
            let mut bytes = Vec::new();
            let mut buffer = vec![0; 1 << 16];
            while (bytes.len() as u64) < length {
                match value.read(volume, &mut buffer).map_err(|error| io::Error::other(error.to_string()))? {
                    0 => return Err(io::Error::from(io::ErrorKind::UnexpectedEof)),
                    count => bytes.extend_from_slice(&buffer[..count]),
                }
            }
            Ok(bytes)
        })
    }

    fn head(&self, path: &Path, count: u64) -> io::Result<Vec<u8>> {
        self.content(path, |mut value, volume| {
            let wanted = usize::try_from(count.min(value.len())).unwrap_or(usize::MAX);
            let mut bytes = vec![0; wanted.min(1 << 16)];
            let count =
                value.read(volume, &mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
            bytes.truncate(count);
            Ok(bytes)
        })
    }

    fn replace(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let old = self.read(path, u64::MAX)?;
        if old.len() != content.len() {
            return Err(io::Error::other("its length would change, which needs a mounted disk"));
        }
        let changed: Vec<usize> = (0..content.len())
            .step_by(SECTOR)
            .filter(|&at| {
                let end = (at + SECTOR).min(content.len());
                old[at..end] != content[at..end]
            })
            .collect();
        // The first sector holds what says that the rest is whole; it comes last.
        let order = changed
            .iter()
            .copied()
            .filter(|&at| at != 0)
            .chain(changed.iter().copied().filter(|&at| at == 0));
        let mut places = Vec::new();
        self.content(path, |mut value, volume| {
            if matches!(value, NtfsAttributeValue::Resident(_)) {
                return Err(io::Error::other("it is so small that it lies in the table of files"));
            }
            for at in order {
                value
                    .seek(volume, SeekFrom::Start(at as u64))
                    .map_err(|error| io::Error::other(error.to_string()))?;
                let place = value
                    .data_position()
                    .value()
                    .ok_or_else(|| io::Error::other("a part of it has no place"))?;
                places.push((at, place.get()));
            }
            Ok(())
        })?;
        let mut file = OpenOptions::new().read(true).write(true).open(&self.path)?;
        for (at, place) in places {
            if at == 0 {
                // Everything else is on the disk before this.
                file.sync_all()?;
            }
            let end = (at + SECTOR).min(content.len());
            file.seek(SeekFrom::Start(self.start + place))?;
            file.write_all(&content[at..end])?;
        }
        file.sync_all()
    }
}

/// Where volumes may begin: at the front, or where a table of partitions says.
fn volumes(file: &mut File) -> Vec<u64> {
    let mut found = vec![0];
    let mut head = [0; 2 * SECTOR];
    if file.read_exact(&mut head).is_err() || head[510..512] != [0x55, 0xAA] {
        return found;
    }
    let number =
        |bytes: &[u8], at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"));
    if &head[SECTOR..SECTOR + 8] == b"EFI PART" {
        let table = number(&head, SECTOR + 72);
        let count = u32::from_le_bytes(head[SECTOR + 80..SECTOR + 84].try_into().expect("four bytes"));
        let size = u32::from_le_bytes(head[SECTOR + 84..SECTOR + 88].try_into().expect("four bytes"));
        for index in 0..u64::from(count).min(MOST) {
            let at = table.saturating_mul(SECTOR as u64).saturating_add(index * u64::from(size));
            let mut entry = [0; 48];
            if file.seek(SeekFrom::Start(at)).and_then(|_| file.read_exact(&mut entry)).is_err() {
                break;
            }
            let first = number(&entry, 32);
            if entry[..16] != [0; 16] && first != 0 {
                found.push(first.saturating_mul(SECTOR as u64));
            }
        }
        return found;
    }
    for entry in head[446..510].chunks_exact(16) {
        if entry[4] == NTFS_TYPE {
            let first = u32::from_le_bytes(entry[8..12].try_into().expect("four bytes"));
            found.push(u64::from(first) * SECTOR as u64);
        }
    }
    found
}
