use luoshi_delivery::PlanSource;
use luoshi_packs::{Record, Records, RowReader, Wrong};
use luoshi_store::{Saved, WriteTx};
use sha2::{Digest as _, Sha256};

use super::kept::KeptRegister;
use super::rows::{Rows, knows};
use crate::pack::recompute_fed_by;
use crate::plan::LARGEST_UPLOAD;
use crate::{Action, Context, Error, What};

/// What importing a file into a register comes to.
#[derive(Clone, Debug)]
pub struct ImportTrial {
    /// The file.
    pub file: PlanSource,
    /// How many rows it has.
    pub rows: usize,
    /// What would become of those that can be taken.
    pub saved: Saved,
    /// What is wrong, by line of the file.
    pub faults: Vec<(usize, Wrong)>,
}

impl ImportTrial {
    /// Whether the file can be taken as it is, and something would come of it.
    pub fn can_be_applied(&self) -> bool {
        self.faults.is_empty() && self.saved.new + self.saved.changed > 0
    }
}

/// Keeps a file that is to be imported; its digest. Nothing of it is in the register yet.
pub async fn upload_records(
    cx: &Context,
    kept: &KeptRegister,
    (name, bytes): (String, Vec<u8>),
) -> Result<String, Error> {
    let permit = kept.permit(cx, Action::KeepRegister)?;
    if bytes.len() > LARGEST_UPLOAD {
        return Err(Error::TooLarge { file_name: name, limit: LARGEST_UPLOAD });
    }
    let file = PlanSource { name, sha256: hex::encode(Sha256::digest(&bytes)) };
    parse(kept, &file, bytes.clone()).await?; // Refused before it is kept.
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_file(&file, &bytes, cx.now).await?;
    let thing = kept.thing(&format!("import/{}", file.sha256));
    tx.commit(permit.named("upload_records").entry(cx.now, thing)).await?;
    Ok(file.sha256)
}

/// Says row by row what importing a kept file would come to. Nothing is changed by it.
pub async fn try_import(
    cx: &Context,
    kept: &KeptRegister,
    sha256: &str,
) -> Result<ImportTrial, Error> {
    kept.require_keeper(cx)?;
    attempt(cx, kept, sha256).await.map(|(_, trial)| trial) // The write is dropped.
}

/// Takes all rows of a kept file into the register, or none where one of them is wrong.
pub async fn apply_import(
    cx: &Context,
    kept: &KeptRegister,
    sha256: &str,
) -> Result<ImportTrial, Error> {
    let permit = kept.permit(cx, Action::KeepRegister)?;
    let (tx, trial) = attempt(cx, kept, sha256).await?;
    if !trial.faults.is_empty() {
        let wrong = trial.faults.into_iter().map(|(_, wrong)| wrong);
        return Err(Error::FaultyRecord(wrong.collect()));
    }
    if trial.can_be_applied() {
        let thing = kept.thing(&format!("import/{sha256}"));
        tx.commit(permit.named("import_records").entry(cx.now, thing)).await?;
        recompute_fed_by(cx, kept).await?;
    }
    Ok(trial)
}

/// Saves what can be taken of a file in a write of its own, and says what cannot.
async fn attempt(
    cx: &Context,
    kept: &KeptRegister,
    sha256: &str,
) -> Result<(WriteTx, ImportTrial), Error> {
    let found = cx.store.named_file(&cx.jurisdiction, sha256).await?;
    let (file, bytes) = found.ok_or(Error::NotFound(What::InPack))?;
    let Parsed { rows, records, mut faults } = parse(kept, &file, bytes).await?;
    let (pack, register) = (kept.pack.name(), kept.register());
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    let taken: Vec<&Record> = records.iter().map(|(_, record)| record).collect();
    let by = cx.actor.name();
    let saved = tx.save_records(pack, register, taken.clone(), cx.now, by).await?;
    for (at, wrong) in tx.clashes(&kept.pack, register, &taken).await? {
        faults.push((records[at].0, wrong));
    }
    faults.sort_by_key(|(line, _)| *line);
    Ok((tx, ImportTrial { file, rows, saved, faults }))
}

/// What a file holds.
struct Parsed {
    rows: usize,
    /// The records that can be taken, each with its line.
    records: Vec<(usize, Record)>,
    faults: Vec<(usize, Wrong)>,
}

async fn parse(kept: &KeptRegister, file: &PlanSource, bytes: Vec<u8>) -> Result<Parsed, Error> {
    let (kept, file) = (kept.clone(), file.clone());
    let work = move || read(&kept, &file, &bytes);
    tokio::task::spawn_blocking(work).await.map_err(|why| Error::Broken(why.to_string()))?
}

fn read(kept: &KeptRegister, file: &PlanSource, bytes: &[u8]) -> Result<Parsed, Error> {
    let register = kept.register();
    let Rows { head, rows, broken } = Rows::read(&file.name, bytes, |name| knows(register, name))?;
    let mut parsed =
        Parsed { rows: rows.len() + broken.len(), records: Vec::new(), faults: broken };
    let reader = match RowReader::new(register, head.iter().map(String::as_str)) {
        Ok(reader) => reader,
        Err(wrong) => {
            parsed.faults.extend(wrong.into_iter().map(|wrong| (1, wrong)));
            return Ok(parsed);
        }
    };
    let mut admitted = Records::new(register);
    for (line, row) in rows {
        let wrong = match reader.read(row.iter().map(String::as_str)) {
            Ok(mut record) => {
                let wrong = admitted.admit(line, &record);
                if wrong.is_empty() {
                    // What names no source comes from the file itself.
                    record.source.get_or_insert_with(|| file.name.clone());
                    parsed.records.push((line, record));
                }
                wrong
            }
            Err(wrong) => wrong,
        };
        parsed.faults.extend(wrong.into_iter().map(|wrong| (line, wrong)));
    }
    Ok(parsed)
}
