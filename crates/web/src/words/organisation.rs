//! Words about organisations that cannot be changed like that.

use luoshi_delivery::NotReorganised;

use super::Words;

impl Words {
    pub(crate) fn not_reorganised(self, why: &NotReorganised) -> String {
        use NotReorganised::*;
        match why {
            NoName => self.t("organisation-refused-no-name"),
            NoDay => self.t("organisation-refused-no-day"),
            BadCode(code) => self.with("organisation-refused-bad-code", "code", code),
            CodeTaken(code) => self.with("organisation-refused-code-taken", "code", code),
            NameTaken(name) => self.with("organisation-refused-name-taken", "name", name),
            NotStanding { organisation, on } => {
                self.with2("organisation-refused-not-standing", ("code", organisation), ("day", on))
            }
            UnderItself(name) => self.with("organisation-refused-under-itself", "name", name),
            HasUnder(names) => {
                self.with("organisation-refused-has-under", "names", names.join("、"))
            }
            ChangesLater(day) => self.with("organisation-refused-changes-later", "day", day),
            Mirrored(name) => self.with("organisation-refused-mirrored", "name", name),
            NotMirrored => self.t("organisation-refused-not-mirrored"),
        }
    }
}
