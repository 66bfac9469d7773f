use luoshi_rules::progress::Period;
use serde::{Deserialize, Serialize};

use crate::Signed;

/// A section of a bulletin, by what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// 总体情况.
    Overall,
    /// 各领域进展.
    Chapters,
    /// 各单位进展.
    Organisations,
    /// 本季度变化.
    Moved,
    /// 逾期任务.
    Overdue,
    /// 目标完成情况.
    Targets,
    /// 填报情况.
    Discipline,
    /// 好的做法.
    Practice,
    /// 下一步要求.
    Next,
}

impl SectionKind {
    /// All of them, in the order of a bulletin.
    pub const ALL: [Self; 9] = [
        Self::Overall,
        Self::Chapters,
        Self::Organisations,
        Self::Moved,
        Self::Overdue,
        Self::Targets,
        Self::Discipline,
        Self::Practice,
        Self::Next,
    ];

    /// Its name in forms and translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overall => "overall",
            Self::Chapters => "chapters",
            Self::Organisations => "organisations",
            Self::Moved => "moved",
            Self::Overdue => "overdue",
            Self::Targets => "targets",
            Self::Discipline => "discipline",
            Self::Practice => "practice",
            Self::Next => "next",
        }
    }
}

/// A section: what the office says, and what the figures say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// What it is about.
    pub kind: SectionKind,
    /// Its heading, without a number.
    pub heading: String,
    /// Its paragraphs, a line each: the office's own once it was saved.
    pub text: String,
    /// Its figures: computed, and never typed.
    pub table: Option<SectionTable>,
}

impl Section {
    /// Whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.table.as_ref().is_none_or(|it| it.rows.is_empty())
    }

    /// Its paragraphs.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.text.lines().map(str::trim).filter(|line| !line.is_empty())
    }
}

/// Figures as they are printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionTable {
    /// Headings of the columns, each with how wide it is beside the others.
    pub columns: Vec<(String, u16)>,
    /// Texts of the rows.
    pub rows: Vec<Vec<String>>,
}

/// What a bulletin says, in one version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulletinText {
    /// The red head 发文机关标志.
    pub issuer: String,
    /// Its number 发文字号; empty as long as there is none.
    pub number: String,
    /// Its title.
    pub title: String,
    /// To whom 主送机关.
    pub addressees: String,
    /// What stands before the first heading.
    pub opening: String,
    /// Its sections.
    pub sections: Vec<Section>,
    /// Who signs.
    pub signature: String,
    /// The day as printed.
    pub date: String,
    /// Who receives a copy.
    pub copied_to: String,
}

impl BulletinText {
    /// Puts computed figures in place of those that stand there; every text stays.
    pub fn refresh(&mut self, computed: &Self) {
        for section in &mut self.sections {
            let same = computed.sections.iter().find(|it| it.kind == section.kind);
            section.table = same.and_then(|it| it.table.clone());
        }
    }
}

/// A version of the bulletin of a cycle 通报.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulletin {
    /// The cycle it is about.
    pub period: Period,
    /// Its number among the versions, from 1.
    pub version: u32,
    /// What it says.
    pub text: BulletinText,
    /// Who saved this version.
    pub saved: Signed,
    /// Everybody who saved one.
    pub authors: Vec<String>,
    /// Who published it 审签; nobody yet for a draft.
    pub published: Option<Signed>,
}

/// Why nothing was done with a bulletin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPublishable {
    /// It was published: what everybody can read does not change.
    #[error("the bulletin was published and does not change any more")]
    Published,
    /// Whoever wrote it does not publish it.
    #[error("whoever wrote a bulletin does not publish it: somebody else must")]
    OwnBulletin,
    /// Another version was saved meanwhile.
    #[error("the bulletin was changed by somebody else meanwhile: look at it again")]
    Changed,
    /// Without a title.
    #[error("a bulletin has a title")]
    NoTitle,
}

impl Bulletin {
    /// The next version, as somebody who saw the version `seen` writes it.
    ///
    /// # Errors
    /// For what was published, for a version that is not the latest, and without a title.
    pub fn edit(
        &self,
        seen: u32,
        text: BulletinText,
        signed: Signed,
    ) -> Result<Self, NotPublishable> {
        if self.published.is_some() {
            return Err(NotPublishable::Published);
        }
        if seen != self.version {
            return Err(NotPublishable::Changed);
        }
        if text.title.trim().is_empty() {
            return Err(NotPublishable::NoTitle);
        }
        let mut authors = self.authors.clone();
        authors.push(signed.by.clone());
        Ok(Self { version: self.version + 1, text, saved: signed, authors, ..self.clone() })
    }

    /// Publishes the version somebody saw.
    ///
    /// # Errors
    /// For what was published, for another version, and by whoever wrote it (invariant 4).
    pub fn publish(&mut self, seen: u32, signed: Signed) -> Result<(), NotPublishable> {
        if self.published.is_some() {
            return Err(NotPublishable::Published);
        }
        if seen != self.version {
            return Err(NotPublishable::Changed);
        }
        if self.authors.contains(&signed.by) {
            return Err(NotPublishable::OwnBulletin);
        }
        self.published = Some(signed);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn signed(by: &str) -> Signed {
        Signed { by: by.to_owned(), at: Timestamp::UNIX_EPOCH }
    }

    fn text(words: &str, figure: &str) -> BulletinText {
        let columns = vec![("灯".to_owned(), 1)];
        let table = SectionTable { columns, rows: vec![vec![figure.to_owned()]] };
        let (kind, heading) = (SectionKind::Overall, "总体情况".to_owned());
        let section = Section { kind, heading, text: words.to_owned(), table: Some(table) };
        BulletinText { title: "通报".to_owned(), sections: vec![section], ..Default::default() }
    }

    fn first() -> Bulletin {
        Bulletin {
            period: "2018-Q3".parse().unwrap(),
            version: 1,
            text: text("", "1"),
            saved: signed("li"),
            authors: vec!["li".to_owned()],
            published: None,
        }
    }

    #[test]
    fn figures_are_computed_anew_and_words_stay() {
        let mut edited = text("办公室写的话", "1");
        edited.refresh(&text("算出来的话", "2"));
        assert_eq!(edited, text("办公室写的话", "2"));
    }

    #[test]
    fn what_was_published_stays_as_it_is_and_nobody_publishes_their_own() {
        let bulletin = first().edit(1, text("改", "1"), signed("wu")).unwrap();
        assert_eq!(bulletin.edit(1, text("又", "1"), signed("li")), Err(NotPublishable::Changed));
        let mut published = bulletin;
        for author in ["li", "wu"] {
            assert_eq!(published.publish(2, signed(author)), Err(NotPublishable::OwnBulletin));
        }
        assert_eq!(published.publish(1, signed("zhou")), Err(NotPublishable::Changed));
        published.publish(2, signed("zhou")).unwrap();
        assert_eq!(published.publish(2, signed("xu")), Err(NotPublishable::Published));
        assert_eq!(
            published.edit(2, text("再", "1"), signed("li")),
            Err(NotPublishable::Published)
        );
    }
}
