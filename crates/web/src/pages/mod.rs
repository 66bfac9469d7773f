//! The pages, by word of the domain.

pub(crate) mod account;
pub(crate) mod assignment;
pub(crate) mod audit;
pub(crate) mod bulletin;
pub(crate) mod decompose;
pub(crate) mod delays;
pub(crate) mod delegation;
pub(crate) mod desk;
pub(crate) mod document;
pub(crate) mod fairness;
pub(crate) mod home;
pub(crate) mod identity;
pub(crate) mod import;
pub(crate) mod intake;
pub(crate) mod language;
pub(crate) mod notices;
pub(crate) mod orders;
pub(crate) mod organisations;
pub(crate) mod overview;
pub(crate) mod packs;
pub(crate) mod report;
pub(crate) mod resources;
pub(crate) mod rules;
pub(crate) mod sign_in;
pub(crate) mod source;
pub(crate) mod targets;
pub(crate) mod task_table;
pub(crate) mod tasks;
pub(crate) mod terms;
pub(crate) mod users;

use luoshi_delivery::Heading;

/// A heading in one line: `(七) 全面提升空港国际能级`, `三、建设亚太门户枢纽`.
pub(crate) fn line(heading: &Heading) -> String {
    match &heading.text {
        Some(text) if heading.label.ends_with(['、', '．']) => format!("{}{text}", heading.label),
        Some(text) => format!("{} {text}", heading.label),
        None => heading.label.clone(),
    }
}
