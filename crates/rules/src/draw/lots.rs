use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::stream::{self, Stream, Taken};
use crate::inspection::sample_size;
use crate::{Error, Explained, Rule};

/// `draw`: which objects are inspected, and by whom.
#[derive(Debug)]
pub struct Draw;

/// A draw file. What the draw itself does not need (`commitment`, `result`) is compared when it is given.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The date of the draw; the procedure is our own and has no date.
    #[serde(default)]
    pub on: Option<String>,
    /// `luoshi-draw/1`.
    #[serde(default = "algorithm")]
    pub algorithm: String,
    /// The number of the inspection plan: `HZ-SSJ-2018-001`.
    pub plan_id: String,
    /// What may be inspected: objects `{"id", "stratum"}`, or ids alone.
    pub objects: Vec<Object>,
    /// How many are drawn: a number, or a number for each stratum. Either this or `rates`.
    #[serde(default)]
    pub counts: Option<PerStratum<u64>>,
    /// Which share is drawn, rounded up: a rate, or a rate for each stratum.
    #[serde(default)]
    pub rates: Option<PerStratum<Decimal>>,
    /// Who may inspect: `{"id", "recused_from"}`, or ids alone.
    #[serde(default)]
    pub inspectors: Vec<Inspector>,
    /// How many inspectors an object gets; two when there are inspectors and nothing is said.
    #[serde(default)]
    pub per_object: Option<u64>,
    /// The commitment that was published before (64 hexadecimal digits).
    #[serde(default)]
    pub commitment: Option<String>,
    /// The nonce that the office kept until the draw (64 hexadecimal digits).
    pub nonce: String,
    /// The outside randomness: `{"value", "published"}`, or its value alone (64 hexadecimal digits). Not known
    /// yet while there is only a commitment.
    #[serde(default)]
    pub beacon: Option<Beacon>,
    /// What was drawn, for comparison.
    #[serde(default)]
    pub result: Option<Vec<Drawn>>,
}

/// A value for all strata, or one for each.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected a number, or an object with a number for each stratum")]
pub enum PerStratum<T> {
    /// The same for all.
    All(T),
    /// One for each, by its name.
    Each(BTreeMap<String, T>),
}

/// Something that may be inspected 检查对象.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected an id, or an object with `id` and `stratum`")]
pub enum Object {
    /// Its id alone.
    Id(String),
    /// With the class it is drawn in.
    Full {
        /// Its id: a unified social credit code, a task.
        id: String,
        /// The class it is drawn in.
        #[serde(default)]
        stratum: Option<String>,
    },
}

impl Object {
    fn id(&self) -> &str {
        match self {
            Self::Id(id) | Self::Full { id, .. } => id,
        }
    }

    fn stratum(&self) -> Option<&str> {
        match self {
            Self::Id(_) => None,
            Self::Full { stratum, .. } => stratum.as_deref(),
        }
    }
}

/// Somebody who may inspect 检查人员.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected an id, or an object with `id` and `recused_from`")]
pub enum Inspector {
    /// Their id alone.
    Id(String),
    /// With the objects they stand aside from.
    Full {
        /// Who it is.
        id: String,
        /// Ids of objects they must stand aside from 回避.
        #[serde(default)]
        recused_from: Vec<String>,
    },
}

/// Randomness from outside, that nobody of the office could choose.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "expected 64 hexadecimal digits, or an object with `value` and `published`"
)]
pub enum Beacon {
    /// Its value alone.
    Value(String),
    /// With the place where it was published.
    Full {
        /// Its value (64 hexadecimal digits).
        value: String,
        /// Where it was published: `drand round 4242`.
        #[serde(default)]
        published: Option<String>,
    },
}

/// What was drawn, and what anybody needs to check it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Output {
    /// Digest of the objects' roster, hexadecimal.
    pub objects_hash: String,
    /// Digest of the inspectors' roster, hexadecimal.
    pub inspectors_hash: String,
    /// What had to be published before, hexadecimal.
    pub commitment: String,
    /// What the numbers come from, hexadecimal.
    pub seed: String,
    /// Each stratum with its size and how many were drawn of it.
    pub strata: Vec<StratumDrawn>,
    /// The objects in the order they were drawn.
    pub drawn: Vec<Drawn>,
}

/// A class of objects and how many were drawn of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StratumDrawn {
    /// Its name; `null` when the objects have no strata.
    pub stratum: Option<String>,
    /// Objects in it.
    pub size: u64,
    /// Objects drawn of it.
    pub count: u64,
}

/// A drawn object and its inspectors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Drawn {
    /// The object.
    pub id: String,
    /// Its stratum.
    #[serde(default)]
    pub stratum: Option<String>,
    /// Its inspectors, in the order they were drawn.
    #[serde(default)]
    pub inspectors: Vec<String>,
}

/// What is published before a draw 承诺, and what it is made of; all hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// Digest of the objects' roster.
    pub objects_hash: String,
    /// Digest of the inspectors' roster.
    pub inspectors_hash: String,
    /// What to publish.
    pub commitment: String,
}

impl Commitment {
    /// The commitment to a draw whose outside randomness has not spoken yet.
    pub fn of(input: &Input) -> Result<Self, Error> {
        let rosters = Rosters::of(input)?;
        rosters.strata(input)?; // What cannot be drawn should not be promised.
        let digests = Digests::of(input, &rosters)?;
        Ok(Self {
            objects_hash: hex::encode(digests.objects),
            inspectors_hash: hex::encode(digests.inspectors),
            commitment: hex::encode(digests.commitment),
        })
    }
}

/// What a draw is bound to before it happens.
struct Digests {
    objects: [u8; 32],
    inspectors: [u8; 32],
    nonce: [u8; 32],
    commitment: [u8; 32],
}

impl Digests {
    fn of(input: &Input, rosters: &Rosters<'_>) -> Result<Self, Error> {
        if input.algorithm != ALGORITHM {
            return Err(Error::input("algorithm", format!("is not {ALGORITHM}")));
        }
        if input.plan_id.contains('\0') {
            return Err(Error::input("plan_id", "holds a NUL character"));
        }
        let nonce = bytes("nonce", &input.nonce)?;
        let objects = stream::roster_digest(rosters.all.iter().map(|(id, _)| *id));
        let inspectors = stream::roster_digest(rosters.inspectors.keys().copied());
        let commitment = stream::commitment(&input.plan_id, &objects, &inspectors, &nonce);
        Ok(Self { objects, inspectors, nonce, commitment })
    }
}

/// The only procedure there is.
const ALGORITHM: &str = "luoshi-draw/1";
/// Pairs of a drawn object and an inspector that a single call looks at.
const MOST_PAIRS: usize = 1_000_000_000;
/// Numbers taken that an explanation lists one by one.
const EXPLAINED: usize = 10_000;

fn algorithm() -> String {
    ALGORITHM.to_owned()
}

impl Rule for Draw {
    const NAME: &'static str = "draw";
    const FILE: &'static str = include_str!("../../../../rules/draw.yaml");
    type Input = Input;
    type Output = Output;

    fn evaluate(input: &Input) -> Result<Explained<Output>, Error> {
        let rosters = Rosters::of(input)?;
        let Digests { objects, inspectors, nonce, commitment } = Digests::of(input, &rosters)?;
        let beacon = match &input.beacon {
            Some(Beacon::Value(value) | Beacon::Full { value, .. }) => bytes("beacon", value)?,
            None => return Err(Error::input("beacon", "is missing")),
        };
        let seed = stream::seed(&commitment, &nonce, &beacon);
        let strata = rosters.strata(input)?;
        let mut explained = Explained::new(());
        for (step, digest) in [
            ("SHA-256 of the sorted objects, each with a line feed 对象名录摘要", objects),
            ("SHA-256 of the sorted inspectors, each with a line feed 人员名录摘要", inspectors),
            ("commitment: SHA-256 of commit, 0, plan, 0, both digests, nonce 承诺值", commitment),
            ("beacon 外部随机数", beacon),
            ("seed: SHA-256 of seed, 0, commitment, nonce, beacon 种子", seed),
        ] {
            explained.push(step, hex::encode(digest));
        }
        let mut drawn = Vec::new();
        for stratum in &strata {
            drawn.extend(stratum.draw(&rosters, &seed, &mut explained));
        }
        rosters.assign(input, &seed, &mut drawn, &mut explained)?;
        compare(input, &commitment, &drawn)?;
        let output = Output {
            objects_hash: hex::encode(objects),
            inspectors_hash: hex::encode(inspectors),
            commitment: hex::encode(commitment),
            seed: hex::encode(seed),
            strata,
            drawn,
        };
        Ok(explained.map(|()| output))
    }
}

/// The frozen rosters, sorted bytewise.
struct Rosters<'a> {
    all: Vec<(&'a str, Option<&'a str>)>,
    strata: BTreeMap<Option<&'a str>, Vec<&'a str>>,
    inspectors: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Rosters<'a> {
    fn of(input: &'a Input) -> Result<Self, Error> {
        let all = objects(&input.objects)?;
        let mut strata: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (id, stratum) in &all {
            strata.entry(*stratum).or_default().push(*id);
        }
        if strata.len() > 1 && strata.contains_key(&None) {
            return Err(Error::input("objects", "some have a stratum and some have none"));
        }
        let mut inspectors = BTreeMap::new();
        for (at, inspector) in input.inspectors.iter().enumerate() {
            let field = || format!("inspectors[{at}]");
            let (id, recused) = match inspector {
                Inspector::Id(id) => (id, &[][..]),
                Inspector::Full { id, recused_from } => (id, recused_from.as_slice()),
            };
            named(id, field)?;
            let recused = recused.iter().map(String::as_str).collect();
            if inspectors.insert(id.as_str(), recused).is_some() {
                return Err(Error::input(field(), format!("{id} is listed twice")));
            }
        }
        Ok(Self { all, strata, inspectors })
    }

    /// How many are drawn of each stratum.
    fn strata(&self, input: &Input) -> Result<Vec<StratumDrawn>, Error> {
        let (field, known) = match (&input.counts, &input.rates) {
            (Some(PerStratum::Each(counts)), None) => ("counts", counts.keys().collect()),
            (None, Some(PerStratum::Each(rates))) => ("rates", rates.keys().collect()),
            (Some(_), None) | (None, Some(_)) => ("counts", Vec::new()),
            (None, None) => return Err(Error::input("counts", "is missing (or give `rates`)")),
            (Some(_), Some(_)) => {
                return Err(Error::input("rates", "cannot be given together with `counts`"));
            }
        };
        if let Some(name) =
            known.iter().find(|name| !self.strata.contains_key(&Some(name.as_str())))
        {
            return Err(Error::input(format!("{field}.{name}"), "no object is of this stratum"));
        }
        self.strata.iter().map(|(stratum, ids)| share(input, *stratum, ids.len() as u64)).collect()
    }

    /// Draws the inspectors, for the objects in their drawn order, from one stream.
    fn assign(
        &self,
        input: &Input,
        seed: &[u8; 32],
        drawn: &mut [Drawn],
        explained: &mut Explained<()>,
    ) -> Result<(), Error> {
        let wanted = input.per_object.unwrap_or(if self.inspectors.is_empty() { 0 } else { 2 });
        if drawn.len().saturating_mul(self.inspectors.len()) > MOST_PAIRS {
            return Err(Error::input("inspectors", "too many for so many objects: draw in parts"));
        }
        let mut stream = Stream::new(seed, "inspectors");
        for object in drawn.iter_mut().filter(|_| wanted > 0) {
            let stands = |recused: &BTreeSet<&str>| !recused.contains(object.id.as_str());
            let candidates = self.inspectors.iter().filter(|(_, recused)| stands(recused));
            let candidates: Vec<&str> = candidates.map(|(id, _)| *id).collect();
            let size = candidates.len() as u64;
            if size < wanted {
                let problem = format!(
                    "{} needs {wanted}, but only {size} may inspect it: add inspectors, or recuse fewer",
                    object.id
                );
                return Err(Error::input("inspectors", problem));
            }
            for (taken, place) in stream.shuffle(size, wanted) {
                let id = candidates[place as usize];
                object.inspectors.push(id.to_owned());
                note(explained, "inspectors", taken, &format!("{id} for {}", object.id));
            }
        }
        Ok(())
    }
}

/// Each object with its stratum, sorted: a list, as a tree of millions would take several times its memory.
fn objects(objects: &[Object]) -> Result<Vec<(&str, Option<&str>)>, Error> {
    let mut all = Vec::with_capacity(objects.len());
    for (at, object) in objects.iter().enumerate() {
        named(object.id(), || format!("objects[{at}]"))?;
        all.push((object.id(), object.stratum()));
    }
    all.sort_unstable();
    if let Some(twice) = all.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        let again = objects.iter().rposition(|object| object.id() == twice[0].0);
        let field = format!("objects[{}]", again.unwrap_or_default());
        return Err(Error::input(field, format!("{} is listed twice", twice[0].0)));
    }
    Ok(all)
}

impl StratumDrawn {
    fn draw(
        &self,
        rosters: &Rosters<'_>,
        seed: &[u8; 32],
        explained: &mut Explained<()>,
    ) -> Vec<Drawn> {
        let stratum = &self.stratum;
        let label = stratum.as_ref().map_or("objects".to_owned(), |name| format!("objects/{name}"));
        let roster = rosters.strata.get(&stratum.as_deref()).map_or(&[][..], Vec::as_slice);
        let mut stream = Stream::new(seed, &label);
        stream
            .shuffle(self.size, self.count)
            .map(|(taken, place)| {
                let id = roster[place as usize].to_owned();
                note(explained, &label, taken, &id);
                Drawn { id, stratum: stratum.clone(), inspectors: Vec::new() }
            })
            .collect()
    }
}

/// Explains a number taken: which it was, and what it chose.
fn note(explained: &mut Explained<()>, label: &str, taken: Taken, chosen: &str) {
    if explained.lists(EXPLAINED) {
        let Taken { at, number, limit, below } = taken;
        let step =
            format!("{label}: number {at} of the stream, {number} mod {limit} = {below}: draws");
        explained.push(step, chosen);
    }
}

fn share(input: &Input, stratum: Option<&str>, size: u64) -> Result<StratumDrawn, Error> {
    let field = |field: &str| stratum.map_or(field.to_owned(), |name| format!("{field}.{name}"));
    let missing = |name: &str| Error::input(field(name), "is missing");
    let count = match (&input.counts, &input.rates, stratum) {
        (Some(PerStratum::All(count)), _, None) => *count,
        (Some(PerStratum::All(_)), _, Some(_)) => {
            return Err(Error::input("counts", "the objects have strata: give a number for each"));
        }
        (Some(PerStratum::Each(counts)), _, Some(name)) => {
            *counts.get(name).ok_or_else(|| missing("counts"))?
        }
        (_, Some(PerStratum::All(rate)), _) => sample(&field("rates"), size, *rate)?,
        (_, Some(PerStratum::Each(rates)), Some(name)) => {
            sample(&field("rates"), size, *rates.get(name).ok_or_else(|| missing("rates"))?)?
        }
        _ => return Err(missing("counts")),
    };
    if count > size {
        let problem = format!("{count} cannot be drawn of {size}");
        return Err(Error::input(field("counts"), problem));
    }
    Ok(StratumDrawn { stratum: stratum.map(str::to_owned), size, count })
}

fn sample(field: &str, size: u64, rate: Decimal) -> Result<u64, Error> {
    if rate < Decimal::ZERO || rate > Decimal::ONE {
        return Err(Error::input(field, format!("{rate} is not a share from 0 to 1")));
    }
    sample_size(size, rate).ok_or_else(|| Error::input(field, "has too many digits"))
}

/// Whether what was published agrees with what comes out.
fn compare(input: &Input, commitment: &[u8; 32], drawn: &[Drawn]) -> Result<(), Error> {
    if let Some(published) = &input.commitment
        && bytes("commitment", published)? != *commitment
    {
        let problem = format!("the rosters, plan and nonce give {}", hex::encode(commitment));
        return Err(Error::input("commitment", problem));
    }
    let Some(result) = &input.result else { return Ok(()) };
    if let Some(at) = result.iter().zip(drawn).position(|(given, drawn)| given != drawn) {
        let problem = format!("the draw gives {} {:?}", drawn[at].id, drawn[at].inspectors);
        return Err(Error::input(format!("result[{at}]"), problem));
    }
    if result.len() != drawn.len() {
        return Err(Error::input("result", format!("the draw gives {} objects", drawn.len())));
    }
    Ok(())
}

fn bytes(field: &str, hexadecimal: &str) -> Result<[u8; 32], Error> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(hexadecimal, &mut bytes)
        .map_err(|_| Error::input(field, "is not 64 hexadecimal digits (32 bytes)"))?;
    Ok(bytes)
}

/// An id stands on a line of its own.
fn named(id: &str, field: impl Fn() -> String) -> Result<(), Error> {
    if id.is_empty() || id.contains('\n') {
        return Err(Error::input(field(), "an id is empty or holds a line feed"));
    }
    Ok(())
}
