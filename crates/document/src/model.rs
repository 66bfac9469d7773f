//! A policy document 文件 as published: its text, its GB/T 9704 elements, its numbered provisions.

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;
use luoshi_text::{Healed, Span};
use serde::Serialize;

/// A document that has been read.
///
/// The text stays as it was published; everything else points into it. Blocks are in reading order;
/// provisions are in reading order too, each after its parent.
#[derive(Clone, Debug)]
pub struct Document {
    /// Where the text came from.
    pub source: Source,
    /// The decoded text that all spans count in.
    pub text: String,
    /// What the document says of itself.
    pub meta: Meta,
    /// The numbered headings and provisions.
    pub provisions: Vec<Provision>,
    /// The paragraphs, repaired, each with its role.
    pub blocks: Vec<Block>,
    /// What was odd, and where.
    pub diagnostics: Vec<Diagnostic>,
}

/// The file a document was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// File name without its folder.
    pub name: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// Length of the decoded text in Unicode scalar values.
    pub chars: u32,
}

/// What the document says of itself: the elements 公文格式要素 of GB/T 9704-2012.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Meta {
    /// Title 标题, without the letterhead.
    pub title: String,
    /// Document number 发文字号, as printed: `市委〔2018〕15号`.
    pub number: Option<String>,
    /// Issuing organs 发文机关.
    pub issuers: Vec<String>,
    /// Kind of document 文种, the last word of the title: 意见, 通知, 办法.
    pub genre: Option<Genre>,
    /// Date of writing 成文日期.
    pub written_on: Option<Date>,
    /// Printing date 印发日期, from the imprint.
    pub printed_on: Option<Date>,
    /// Printing organ 印发机关, from the imprint.
    pub printed_by: Option<String>,
    /// Addressees 主送机关, one each.
    pub addressees: Vec<String>,
    /// Organs that receive a copy 抄送机关.
    pub copied_to: Vec<String>,
}

/// Kind of document 文种, as printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Genre(pub String);

/// The place of a provision in [`Document::provisions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProvisionId(pub u32);

/// A numbered heading or numbered provision 条款: a node of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provision {
    /// Address in the manner of Akoma Ntoso: `chp_3__art_7`; unique in the document.
    pub eid: String,
    /// The provision this one belongs to.
    pub parent: Option<ProvisionId>,
    /// Its level.
    pub level: Level,
    /// Its number as printed, as an integer: 7 for (七). `None` for an attachment without a number.
    pub number: Option<u32>,
    /// Its label as printed: `(七)`, `第一条`, `附件1`.
    pub label: String,
    /// Its heading 标题, without label and closing mark; `None` when an ordinary sentence follows the label.
    pub heading: Option<String>,
    /// From its label to the end of its last block.
    pub span: Span,
}

/// The level of a provision, from the outermost inwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 附件, 附件1: the root of a tree of its own.
    Attachment,
    /// 第一编, 第一部分.
    Part,
    /// 第一章, 一、
    Chapter,
    /// 第一节.
    Section,
    /// 第一条, (一).
    Article,
    /// 1. or 1、
    Item,
    /// (1).
    Subitem,
    /// ①, a), 1）.
    Point,
}

impl Level {
    /// Its part of an address, after the naming convention of Akoma Ntoso.
    pub fn abbreviation(self) -> &'static str {
        match self {
            Self::Attachment => "att",
            Self::Part => "part",
            Self::Chapter => "chp",
            Self::Section => "sec",
            Self::Article => "art",
            Self::Item => "item",
            Self::Subitem => "subitem",
            Self::Point => "point",
        }
    }
}

/// A stretch of text of one role that belongs to one provision: a paragraph 自然段, or the part of a
/// paragraph that a run-in label opens.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub role: Role,
    /// The innermost provision it belongs to.
    pub provision: Option<ProvisionId>,
    /// Label, heading and body, repaired.
    pub text: Healed,
    /// Bytes of `text` that hold the label; empty where the block opens no provision.
    pub label: Range<usize>,
    /// Bytes of `text` that hold the heading, without its closing mark; empty where there is none.
    pub heading: Range<usize>,
    /// Bytes of `text` after label, heading and closing mark: the sentences.
    pub body: Range<usize>,
    /// How it is marked as one of a list inside its provision.
    pub bullet: Option<Bullet>,
    /// Whether it goes on in the same printed paragraph as the block before it.
    pub run_in: bool,
}

/// What a block is, by GB/T 9704-2012 and by what web pages add.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 发文机关标志: 中共杭州市委文件.
    Letterhead,
    /// 发文字号.
    Number,
    /// 签发人.
    Signer,
    /// 标题, of the document or of an attachment.
    Title,
    /// The date, or the note of adoption, under a title.
    DateLine,
    /// 主送机关.
    Addressees,
    /// 正文: numbered or not.
    Body,
    /// 附件说明: the list of attachments after the body.
    AttachmentNote,
    /// 发文机关署名.
    Signature,
    /// 成文日期 under the signature.
    WrittenOn,
    /// 附注: （此件公开发布）.
    Annotation,
    /// 版记: addressees at the end, copies, printing organ and date.
    Imprint,
    /// 表格 or 专栏: data, not prose.
    Table,
    /// What a web page or a database added: navigation, source, links; no part of the document.
    Chrome,
}

/// How a list item without a number is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bullet {
    /// ——
    Dash,
    /// 一是, 二是: the number.
    Ordinal(u32),
}

/// Something odd that reading noticed, and what a person can do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Where.
    pub span: Span,
    /// What.
    pub oddity: Oddity,
}

/// What reading noticed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Oddity {
    /// A label whose number does not go on from the one before it.
    Jump {
        /// The label as printed.
        label: String,
    },
    /// No numbered provision was found.
    NoNumbering,
    /// No title was found.
    NoTitle,
    /// Characters that could not be decoded.
    Damaged,
}

impl fmt::Display for Oddity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Jump { label } => {
                write!(
                    f,
                    "{label} does not go on from the number before it: check whether text is missing"
                )
            }
            Self::NoNumbering => f.write_str("no numbered provision: tasks stand under no chapter"),
            Self::NoTitle => f.write_str("no title: the file's name stands for it"),
            Self::Damaged => f.write_str("some characters are damaged: check the file's encoding"),
        }
    }
}

impl Document {
    /// The provision with that id.
    pub fn provision(&self, id: ProvisionId) -> &Provision {
        &self.provisions[id.0 as usize]
    }

    /// Where these words stand in the repaired text: in the block `near`, else where they stand first.
    pub fn find(&self, words: &str, near: Option<usize>) -> Option<Span> {
        let near = near.and_then(|at| self.blocks.get(at));
        let words = words.trim();
        near.into_iter().chain(&self.blocks).filter(|_| !words.is_empty()).find_map(|block| {
            let at = block.text.as_str().find(words)?;
            Some(block.text.span(at..at + words.len()))
        })
    }

    /// The numbers from the outermost provision down to this one, as the outline prints them.
    pub fn path(&self, id: ProvisionId) -> Vec<&Provision> {
        let mut path = vec![self.provision(id)];
        while let Some(parent) = path[path.len() - 1].parent {
            path.push(self.provision(parent));
        }
        path.reverse();
        path
    }
}
