//! The rules that find things 抽取规则, by name: what found a thing is where a wrong one is mended.
//!
//! A name's first word is the module that holds the rule.

use serde::Serialize;

macro_rules! rules {
    ($($variant:ident $name:literal $says:literal)*) => {
        /// What found an extracted thing.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Rule {
            $(#[doc = $says] $variant,)*
        }

        impl Rule {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name: `target.act_first`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it goes by.
            pub fn says(self) -> &'static str {
                match self { $(Self::$variant => $says,)* }
            }
        }
    };
}

rules! {
    SentenceWrapper "sentence.wrapper" "It belongs to the notice that only wraps a plan: formal."
    SentenceFormalWords "sentence.formal_words" "It holds words of formalities (起施行, 负责解释): formal."
    SentencePreamble "sentence.preamble" "It ends a preamble (制定本办法, 提出以下意见): background."
    SentenceHeading "sentence.heading" "The heading above announces its kind (主要目标, 保障措施)."
    SentenceBeforeAims "sentence.before_aims" "It stands under objectives before the first dated one: principle."
    SentenceDatedAim "sentence.dated_aim" "It begins with the year of an aim (到2027年) and orders no act: objective."
    SentenceAimWords "sentence.aim_words" "It announces aims under any heading (主要预期目标是): objective."
    SentenceGuidanceWords "sentence.guidance_words" "It holds or begins with words of guiding thought (以…为指导): principle."
    SentenceList "sentence.list" "It is an item of a list and has the kind of the sentence that opened the list."
    SentenceMechanismWords "sentence.mechanism_words" "It holds or begins with words of leadership, funds or supervision: mechanism."
    SentenceIntro "sentence.intro" "It stands between a heading and the first heading under it: principle."
    SentenceFactWords "sentence.fact_words" "It begins with words of facts (近年来, 当前): background."
    SentenceNumbered "sentence.numbered" "It stands in a numbered provision, and nothing else applies: measure."
    SentenceUnnumbered "sentence.unnumbered" "It stands before the first number, and nothing else applies: background."
    SentenceTelling "sentence.telling" "Its paragraph tells of the past (五年来): background."
    TargetList "target.list" "The next item of a list of counted things (5家以上…、10家以上…)."
    TargetActFirst "target.act_first" "An act, a number, what is counted (打造8个特色园区)."
    TargetIndicatorFirst "target.indicator_first" "An indicator, a word that relates, a number (旅客吞吐量达到4600万人次)."
    TargetShared "target.shared" "The next value shared out by 分别 among the indicators listed before (分别增长5%、8%)."
    TargetContinued "target.continued" "Another value of the indicator before (达到200亿元、增长8%)."
    TargetBeside "target.beside" "A second count of the same thing right behind the first (搬迁1297户7000人)."
    TargetOfWhole "target.of_whole" "A share of a whole behind its bound (不少于总数的5%)."
    TargetDirection "target.direction" "An indicator that moves without a number, within a time limit (比重进一步提高)."
    DeadlineUntil "deadline.until" "A date until which something is to be done (2018年底前完成)."
    DeadlineDuring "deadline.during" "A year that opens a sentence of objectives (2020年，)."
    DeadlinePart "deadline.part" "A half-year, quarter or month that opens a sentence of duty (2019年上半年，印发方案)."
    DeadlineWithin "deadline.within" "A number of days, months or years for a duty (自印发之日起3个月内)."
    ResponsibilityLabelled "responsibility.labelled" "Labels with colons before the names (牵头单位：A；责任单位：B)."
    ResponsibilitySpoken "responsibility.spoken" "Verbs behind the names (A牵头，B配合)."
    ResponsibilityNames "responsibility.names" "A bracket at the end of a sentence that only lists organisations."
    CitationTitle "citation.title" "A title in 《》 that ends like a document's."
    CitationNumber "citation.number" "A document number that stands alone (国发〔2015〕30号)."
    TaskSentence "task.sentence" "A sentence of measures or of mechanism is a task."
    OrganisationKnown "organisation.known" "A body known by name (商务部, 世界银行)."
    OrganisationEnding "organisation.ending" "A place or a word of rank, and an ending of bodies (省商务厅, 浙江大学)."
    OrganisationDuty "organisation.duty" "A name in a bracket of responsibilities."
    OrganisationTerm "organisation.term" "A name of the user's own list of terms."
    PlaceKnown "place.known" "A name of the gazetteer, with what belongs to it behind (杭州高新区)."
    PickedByHand "hand" "No rule: a person picked it out of the text."
    DeliverableTitle "deliverable.title" "A verb that makes documents, before a title in 《》 (制定《…》)."
    DeliverableNoun "deliverable.noun" "A verb that makes documents, before a noun that ends like one (出台实施细则)."
}

impl Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}
