//! Words of the task table that goes out and comes back.

use std::borrow::Borrow;

use luoshi_delivery::{TableColumn, TableFault};

use super::Words;

impl Words {
    /// The heading of a column.
    pub(crate) fn table_column(self, column: impl Borrow<TableColumn>) -> String {
        self.t(match column.borrow() {
            TableColumn::Number => "table-column-number",
            TableColumn::Task => "table-column-task",
            TableColumn::Steps => "table-column-steps",
            TableColumn::Targets => "table-column-targets",
            TableColumn::Due => "table-column-due",
            TableColumn::Milestones => "table-column-milestones",
            TableColumn::Leader => "table-column-leader",
            TableColumn::Lead => "table-column-lead",
            TableColumn::Responsible => "table-column-responsible",
            TableColumn::Support => "table-column-support",
            TableColumn::Person => "table-column-person",
            TableColumn::Progress => "table-column-progress",
            TableColumn::Problems => "table-column-problems",
            TableColumn::Remarks => "table-column-remarks",
        })
    }

    /// Why a cell cannot be taken.
    pub(crate) fn table_fault(self, why: &TableFault) -> String {
        match why {
            TableFault::NoSuchTask(number) => self.with("table-fault-number", "number", number),
            TableFault::Unmatched => self.t("table-fault-unmatched"),
            TableFault::Ambiguous => self.t("table-fault-ambiguous"),
            TableFault::OtherTask(task) => self.with("table-fault-other", "task", task),
            TableFault::Twice(task, line) => {
                self.with2("table-fault-twice", ("task", task), ("line", line))
            }
            TableFault::NoDate(text) => self.with("table-fault-date", "text", text),
            TableFault::NoOrganisation(name) => self.with("table-fault-nobody", "name", name),
            TableFault::SeveralOrganisations { name, means } => {
                let means = means.join(&self.t("listing"));
                self.with2("table-fault-several", ("name", name), ("means", means))
            }
            TableFault::StrangePerson(person) => self.with("table-fault-person", "name", person),
            TableFault::NotPlanned(why) => self.not_planned(why),
            TableFault::NotAssignable(why) => self.not_assignable(why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_either_language_is_known_by_its_head() {
        for language in ["zh", "en"] {
            for column in TableColumn::ALL {
                let heading = Words::of(Some(language)).table_column(column);
                assert_eq!(TableColumn::parse(&heading), Some(column), "{heading}");
            }
        }
    }
}
