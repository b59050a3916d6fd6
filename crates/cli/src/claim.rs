//! The right to write a site's folder: one build has it at a time, and one that is killed gives it back.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::folder::{FolderError, may_hold_site};

/// Where a site is put together, inside the folder that it will stand in, so that taking its place is a matter of names.
pub const STAGE: &str = ".newsprint-stage";

/// The file in it that a running build holds locked; the system unlocks it when the process ends, however it ends.
const LOCK: &str = "lock";

/// A folder that this build and no other writes a site to, as long as it is held.
#[derive(Debug)]
pub struct Claim {
    folder: PathBuf,
    /// Whether the folder was not there before.
    is_new: bool,
    lock: Option<File>,
}

impl Claim {
    /// Claims a folder, which is made where it is not there.
    ///
    /// * Errors: [`FolderError::NotOurs`] and [`FolderError::Busy`], before anything is touched; or what the system says.
    pub fn on(folder: &Path) -> Result<Claim, FolderError> {
        may_hold_site(folder)?;
        let is_new = !folder.exists();
        let (stage, path) = (folder.join(STAGE), folder.join(STAGE).join(LOCK));
        let at = |path: &Path, fault| FolderError::Io { path: path.to_owned(), fault };
        loop {
            fs::create_dir_all(&stage).map_err(|fault| at(&stage, fault))?;
            let lock = match OpenOptions::new().write(true).create(true).truncate(false).open(&path) {
                // The build that held it is just clearing up.
                Err(fault) if fault.kind() == io::ErrorKind::NotFound => continue,
                opened => opened.map_err(|fault| at(&path, fault))?,
            };
            match lock.try_lock() {
                Ok(()) if is_still_at(&lock, &path) => {
                    return Ok(Claim { folder: folder.to_owned(), is_new, lock: Some(lock) });
                }
                // It was locked after who held it had removed it.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(FolderError::Busy(folder.to_owned())),
                // A disk that knows no locks has none.
                Err(TryLockError::Error(_)) => {
                    return Ok(Claim { folder: folder.to_owned(), is_new, lock: Some(lock) });
                }
            }
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether it was not there before.
    pub fn is_new(&self) -> bool {
        self.is_new
    }

    /// Removes all that is in the stage, but for what tells others that the folder is claimed.
    ///
    /// * Errors: what the system says, naming the file.
    pub fn clear(&self) -> Result<(), FolderError> {
        let stage = self.folder.join(STAGE);
        let at = |path: &Path, fault| FolderError::Io { path: path.to_owned(), fault };
        for entry in fs::read_dir(&stage).map_err(|fault| at(&stage, fault))? {
            let entry = entry.map_err(|fault| at(&stage, fault))?;
            if entry.file_name() == LOCK {
                continue;
            }
            let path = entry.path();
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let removed = if is_folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            removed.map_err(|fault| at(&path, fault))?;
        }
        Ok(())
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        // Where files in use can be removed, it goes while it is locked, so that nobody is taken for its holder.
        if cfg!(not(unix)) {
            self.lock = None;
        }
        // What cannot be removed now is removed by the next build.
        let _ = fs::remove_dir_all(self.folder.join(STAGE));
        if self.is_new {
            // One with a site in it stays.
            let _ = fs::remove_dir(&self.folder);
        }
    }
}

/// Whether a file that was opened is the one that stands there now.
#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let both = file.metadata().and_then(|held| Ok((held, fs::metadata(path)?)));
    both.is_ok_and(|(held, there)| (held.dev(), held.ino()) == (there.dev(), there.ino()))
}

#[cfg(not(unix))]
fn is_still_at(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_build_at_a_time_may_write_a_folder_and_leaves_nothing_behind() {
        let folder = std::env::temp_dir().join(format!("newsprint-claim-{}", std::process::id()));
        let claim = Claim::on(&folder).expect("nobody has it");
        assert!(claim.is_new() && matches!(Claim::on(&folder), Err(FolderError::Busy(_))));
        fs::write(folder.join(STAGE).join("half.np"), "half").expect("room");
        fs::create_dir(folder.join(STAGE).join("pages")).expect("room");
        claim.clear().expect("all is ours");
        let left: Vec<_> =
            fs::read_dir(folder.join(STAGE)).expect("it is there").map(|it| it.expect("a name")).collect();
        assert!(left.len() == 1 && left[0].file_name() == LOCK, "{left:?}");
        assert!(matches!(Claim::on(&folder), Err(FolderError::Busy(_))));
        drop(claim);
        assert!(!folder.exists());
        // Many at once: as each is done, one of the others may begin, and never two are at it.
        let n_at_it = std::sync::atomic::AtomicU32::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let Ok(claim) = Claim::on(&folder) else { continue };
                        assert_eq!(n_at_it.fetch_add(1, std::sync::atomic::Ordering::SeqCst), 0);
                        n_at_it.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                        drop(claim);
                    }
                });
            }
        });
        let _ = fs::remove_dir_all(&folder);
    }
}
