//! What an administrator does with organisations, one at a time. What was true on earlier days stays true.

use jiff::civil::Date;

use super::{Organisation, OrganisationChart, OrganisationCode, OrganisationKind};

/// Why an organisation cannot be changed like that.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReorganised {
    /// A name of nothing but spaces.
    #[error("an organisation needs a name")]
    NoName,
    /// There is or was an organisation of that code.
    #[error("there is or was an organisation of the code {0}: choose another")]
    CodeTaken(OrganisationCode),
    /// Another organisation of the same day has that full name.
    #[error("{0} is called so already: write a name that tells the two apart")]
    NameTaken(String),
    /// A day that is none.
    #[error("write the day as 2019-01-10")]
    NoDay,
    /// A code that is none.
    #[error("`{0}` is no code: write small letters, digits and `-`, such as fgw")]
    BadCode(String),
    /// The organisation, or one it is to belong to, did not stand on that day.
    #[error("{organisation} does not stand on {on}: choose another day")]
    NotStanding {
        /// Its code.
        organisation: OrganisationCode,
        /// The day.
        on: Date,
    },
    /// It would belong to itself.
    #[error("{0} would stand under itself: choose another organisation above it")]
    UnderItself(String),
    /// Others belong to it after its last day.
    #[error("{} organisations stand under it: move or close them first", .0.len())]
    HasUnder(Vec<String>),
    /// It is called or placed otherwise from a later day on.
    #[error("from {0} on it is written otherwise: it cannot end before")]
    ChangesLater(Date),
    /// It is the mechanism of a district already, or no district.
    #[error("{0} has this mechanism already")]
    Mirrored(String),
    /// Only a district or a zone mirrors a leading group, and only that of somebody else.
    #[error("choose a district or zone, and a leading group outside it")]
    NotMirrored,
}

/// What an organisation is called and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// Its full name.
    pub name: String,
    /// What documents and pages call it, where that is shorter.
    pub short_name: Option<String>,
    /// What else it is called.
    pub aliases: Vec<String>,
    /// The organisation it belongs to.
    pub parent: Option<OrganisationCode>,
    /// The document this rests on.
    pub note: Option<String>,
}

/// Organisations of all times, as an administrator changes them. Each act gives the whole history of
/// every organisation it touches.
#[derive(Clone, Copy, Debug)]
pub struct Histories<'a>(pub &'a [Organisation]);

impl Histories<'_> {
    /// Everything that was ever written of one organisation, the oldest first.
    pub fn of(&self, code: &OrganisationCode) -> Vec<Organisation> {
        let mut found: Vec<_> = self.0.iter().filter(|it| it.code == *code).cloned().collect();
        found.sort_by_key(|it| it.from);
        found
    }

    /// A new organisation from `on` on; the same again is no other one.
    pub fn found(
        &self,
        code: OrganisationCode,
        kind: OrganisationKind,
        wording: Wording,
        on: Date,
    ) -> Result<Vec<Organisation>, NotReorganised> {
        let (from, until, successors) = (Some(on), None, Vec::new());
        let Wording { name, short_name, aliases, parent, note } = wording;
        let new = Organisation {
            code,
            kind,
            name,
            short_name,
            aliases,
            parent,
            from,
            until,
            successors,
            note,
        };
        let known = self.of(&new.code);
        if known.is_empty() || known == [new.clone()] {
            return self.sound(vec![new], on);
        }
        Err(NotReorganised::CodeTaken(new.code))
    }

    /// Another name or place from `on` on, until it was written otherwise before. On its first day
    /// this corrects what was written.
    pub fn reword(
        &self,
        code: &OrganisationCode,
        wording: Wording,
        on: Date,
    ) -> Result<Vec<Organisation>, NotReorganised> {
        let (mut history, at) = self.standing(code, on)?;
        let Wording { name, short_name, aliases, parent, note } = wording;
        let new = Organisation {
            name,
            short_name,
            aliases,
            parent,
            note,
            from: Some(on),
            ..history[at].clone()
        };
        if history[at].from == Some(on) {
            history[at] = new;
        } else {
            history[at].until = on.yesterday().ok();
            history[at].successors.clear();
            history.insert(at + 1, new);
        }
        self.sound(history, on)
    }

    /// Other short names for as long as it is called as on `on`.
    pub fn rename_short(
        &self,
        code: &OrganisationCode,
        (short_name, aliases): (Option<String>, Vec<String>),
        on: Date,
    ) -> Result<Vec<Organisation>, NotReorganised> {
        let (mut history, at) = self.standing(code, on)?;
        history[at].short_name = short_name;
        history[at].aliases = aliases;
        self.sound(history, on)
    }

    /// Its end after `last`, with what its work goes to and the document that says so.
    pub fn close(
        &self,
        code: &OrganisationCode,
        (successors, note): (Vec<OrganisationCode>, Option<String>),
        last: Date,
    ) -> Result<Vec<Organisation>, NotReorganised> {
        let (mut history, at) = self.standing(code, last)?;
        if let Some(later) = history.get(at + 1) {
            return Err(NotReorganised::ChangesLater(later.from.unwrap_or(last)));
        }
        let lasting = |it: &&Organisation| {
            it.parent.as_ref() == Some(code) && it.until.is_none_or(|until| until > last)
        };
        let under: Vec<String> =
            self.0.iter().filter(lasting).map(|it| it.shown().to_owned()).collect();
        if !under.is_empty() {
            return Err(NotReorganised::HasUnder(under));
        }
        for successor in &successors {
            self.standing(successor, last.tomorrow().unwrap_or(last))?;
        }
        let closed = &mut history[at];
        closed.until = Some(last);
        closed.successors = successors;
        closed.note = note.or_else(|| closed.note.take());
        Ok(history)
    }

    /// The history of an organisation, and which part of it holds on `day`.
    fn standing(
        &self,
        code: &OrganisationCode,
        day: Date,
    ) -> Result<(Vec<Organisation>, usize), NotReorganised> {
        let history = self.of(code);
        let at = history.iter().position(|it| it.stands_on(day));
        let at =
            at.ok_or_else(|| NotReorganised::NotStanding { organisation: code.clone(), on: day })?;
        Ok((history, at))
    }

    /// The history, where what it says on `day` can stand with everything else of that day.
    pub(super) fn sound(
        &self,
        history: Vec<Organisation>,
        day: Date,
    ) -> Result<Vec<Organisation>, NotReorganised> {
        let touched = |it: &&Organisation| history.iter().all(|new| new.code != it.code);
        let others = self.0.iter().filter(touched).cloned();
        let chart = OrganisationChart::on(day, others.chain(history.iter().cloned()).collect());
        for new in history.iter().filter(|it| it.stands_on(day)) {
            if new.name.trim().is_empty() {
                return Err(NotReorganised::NoName);
            }
            if let Some(missing) = new.parent.as_ref().filter(|code| chart.get(code).is_none()) {
                let organisation = missing.clone();
                return Err(NotReorganised::NotStanding { organisation, on: day });
            }
            let mut others = chart.all().iter().filter(|it| it.code != new.code);
            if let Some(other) = others.find(|it| it.name == new.name) {
                return Err(NotReorganised::NameTaken(other.name.clone()));
            }
        }
        let later = history.iter().filter_map(|it| it.from.filter(|from| *from >= day));
        for day in later.chain([day]) {
            let all = self.0.iter().filter(touched).chain(&history).cloned().collect();
            let chart = OrganisationChart::on(day, all);
            let circling = history.iter().find(|it| chart.stands_under_itself(&it.code));
            if let Some(circling) = circling {
                return Err(NotReorganised::UnderItself(circling.shown().to_owned()));
            }
        }
        Ok(history)
    }
}
