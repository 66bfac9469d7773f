//! The mechanism of a city mirrored in a district: a leading group of its own, with office and special groups.

use jiff::civil::Date;

use super::{
    Branch, Histories, NotReorganised, Organisation, OrganisationChart, OrganisationCode,
    OrganisationKind,
};

impl Histories<'_> {
    /// The leading group `group` with all that stands under it, anew under `district` from `on` on: names begin with the
    /// district's instead of the place's, codes with the district's code.
    pub fn mirror(
        &self,
        (group, district): (&OrganisationCode, &OrganisationCode),
        note: Option<&str>,
        on: Date,
    ) -> Result<Vec<Organisation>, NotReorganised> {
        let chart = OrganisationChart::on(on, self.0.to_vec());
        let missing = |organisation: &OrganisationCode| NotReorganised::NotStanding {
            organisation: organisation.clone(),
            on,
        };
        let below = chart.get(district).ok_or_else(|| missing(district))?;
        let above = chart.get(group).ok_or_else(|| missing(group))?;
        let may = matches!(below.kind, OrganisationKind::District | OrganisationKind::Zone)
            && above.kind == OrganisationKind::LeadingGroup
            && chart.line(group).iter().all(|it| it.code != *district);
        if !may {
            return Err(NotReorganised::NotMirrored);
        }
        let place = chart.line(group).last().map_or("", |root| root.name.as_str());
        let mirrored = Mirrored { place, district: below, note, on };
        let branch = chart.branch(group).ok_or_else(|| missing(group))?;
        let mut new = Vec::new();
        mirrored.take(&branch, district, &mut new)?;
        if new.iter().any(|it| self.0.iter().any(|old| old.code == it.code)) {
            return Err(NotReorganised::Mirrored(below.shown().to_owned()));
        }
        self.sound(new, on)
    }
}

/// What the organisations of a mirrored mechanism have in common.
struct Mirrored<'a> {
    place: &'a str,
    district: &'a Organisation,
    note: Option<&'a str>,
    on: Date,
}

impl Mirrored<'_> {
    fn take(
        &self,
        branch: &Branch<'_>,
        parent: &OrganisationCode,
        into: &mut Vec<Organisation>,
    ) -> Result<(), NotReorganised> {
        let model = branch.organisation;
        let code = format!("{}-{}", self.district.code, model.code);
        let code: OrganisationCode = code.parse().map_err(|_| NotReorganised::NotMirrored)?;
        into.push(Organisation {
            code: code.clone(),
            kind: model.kind,
            name: self.called(&model.name, &self.district.name),
            short_name: model.short_name.as_ref().map(|it| self.called(it, self.district.shown())),
            aliases: Vec::new(),
            parent: Some(parent.clone()),
            from: Some(self.on),
            until: None,
            successors: Vec::new(),
            note: self.note.map(ToOwned::to_owned),
        });
        branch.under.iter().try_for_each(|under| self.take(under, &code, into))
    }

    /// 杭州市…领导小组 is 杭州市上城区…领导小组, 领导小组办公室 is 上城区领导小组办公室.
    fn called(&self, name: &str, district: &str) -> String {
        format!("{district}{}", name.strip_prefix(self.place).unwrap_or(name))
    }
}
