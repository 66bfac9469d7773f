//! Headings among siblings: provisions of one numbering are headed alike.
//!
//! Whether 有规范的名称。 is a heading or a sentence its words do not say; its neighbours do. A list of
//! sentences has no headings, and a row of headings has no sentence in it.

use std::collections::HashMap;

use super::heading::{clause, is_heading_long, is_heading_short};
use super::label::Numbering;
use crate::{Block, Provision, Role};

/// A provision's first block, and its numbering.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening {
    pub(super) numbering: Numbering,
    pub(super) number: u32,
    pub(super) block: usize,
}

/// A clause that only names something is not longer, in characters.
const LONGEST_NAME: usize = 16;

/// How a provision begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// A heading that ends in a mark, and text of the same paragraph after it.
    RunIn,
    /// A heading on a line of its own, without a mark.
    Alone,
    /// One clause and a full stop, with text below that belongs to it.
    Leading,
    /// The same, but too long for a heading by itself.
    LongLeading,
    /// One clause and a full stop, and nothing below.
    Bare,
    /// The same, and short enough for a name: 军民深度融合方面6项。
    BareName,
    /// A sentence that could be a heading but for its length, with text after it.
    Long,
    /// A sentence.
    Sentence,
}

/// Settles which provisions have headings. `openings` stand as `provisions` do.
pub(super) fn settle_headings(
    openings: &[Opening],
    provisions: &mut [Provision],
    blocks: &mut [Block],
) {
    for run in runs(openings) {
        let forms: Vec<Form> =
            run.iter().map(|at| form(*at, openings, provisions, blocks)).collect();
        for (at, form) in run.iter().zip(&forms) {
            let block = &mut blocks[openings[*at].block];
            match (is_headed(*form, &forms), form) {
                (true, Form::Leading | Form::LongLeading | Form::Long | Form::BareName) => {
                    promote(block, &mut provisions[*at])
                }
                (false, Form::RunIn | Form::Alone) => demote(block, &mut provisions[*at]),
                _ => {}
            }
        }
    }
}

/// Provisions whose numbers go on, one from the other.
fn runs(openings: &[Opening]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut open: HashMap<Numbering, usize> = HashMap::new();
    for (at, opening) in openings.iter().enumerate() {
        if opening.numbering <= Numbering::Article {
            continue; // A chapter is always headed, an article only in brackets.
        }
        let before = open.get(&opening.numbering).copied();
        let goes_on = |run: &usize| {
            runs[*run].last().is_some_and(|last| openings[*last].number < opening.number)
        };
        match before.filter(goes_on) {
            Some(run) => runs[run].push(at),
            None => {
                open.insert(opening.numbering, runs.len());
                runs.push(vec![at]);
            }
        }
    }
    runs
}

fn form(at: usize, openings: &[Opening], provisions: &[Provision], blocks: &[Block]) -> Form {
    let opening = openings[at];
    let block = &blocks[opening.block];
    let text = &block.text.as_str()[block.body.clone()];
    if !block.heading.is_empty() {
        return if text.is_empty() { Form::Alone } else { Form::RunIn };
    }
    let Some((first, after)) = clause(text) else { return Form::Sentence };
    let short = is_heading_short(first);
    let below = blocks.get(opening.block + 1).filter(|next| next.role == Role::Body);
    let own = below.and_then(|next| next.provision).is_some_and(|next| {
        let next = next.0 as usize;
        next == at || provisions[next].parent.is_some_and(|parent| parent.0 as usize == at)
    });
    match after.is_empty() {
        true if own && short => Form::Leading,
        true if own => Form::LongLeading,
        true if first.chars().count() <= LONGEST_NAME && !first.contains(['，', ',']) => {
            Form::BareName
        }
        true => Form::Bare,
        false if is_heading_long(text) => Form::Long,
        false => Form::Sentence,
    }
}

/// Whether a form is a heading among its siblings.
fn is_headed(form: Form, siblings: &[Form]) -> bool {
    let count = |wanted: Form| siblings.iter().filter(|form| **form == wanted).count();
    let total = siblings.len();
    let (plain, leading) = (count(Form::RunIn) + count(Form::Alone), count(Form::Leading));
    // The text below the last of a list belongs to what the list belongs to.
    let last_alone =
        leading == 1 && plain == 0 && total > 1 && siblings[total - 1] == Form::Leading;
    // Where no other heading speaks for it, half of the siblings are not enough.
    let most = (plain + leading) * 2 + plain.min(1) > total;
    let leads = leading >= count(Form::Bare) + count(Form::BareName) && most && !last_alone;
    let headed = plain + if leads { leading } else { 0 };
    match form {
        Form::RunIn | Form::Alone => total < 3 || headed * 2 >= total,
        Form::Leading => leads,
        Form::LongLeading => total >= 4 && (headed + count(form)) * 4 >= total * 3,
        Form::Long | Form::BareName => total >= 4 && headed * 4 >= total * 3,
        Form::Bare | Form::Sentence => false,
    }
}

/// The first clause of the body becomes the heading.
fn promote(block: &mut Block, provision: &mut Provision) {
    let text = &block.text.as_str()[block.body.clone()];
    let Some((heading, after)) = clause(text) else { return };
    let (start, end) = (block.body.start, block.body.end);
    provision.heading = Some(heading.trim().to_owned());
    block.heading = start..start + heading.len();
    block.body = end - after.len()..end;
}

/// The heading becomes the beginning of the body.
fn demote(block: &mut Block, provision: &mut Provision) {
    provision.heading = None;
    block.body = block.heading.start..block.body.end;
    block.heading = 0..0;
}
