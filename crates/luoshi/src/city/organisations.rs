//! The organisations of a city that does not exist: departments with their units, districts with theirs.

use std::fmt::Write as _;

use super::chance::Chance;

const DEPARTMENTS: [&str; 24] = [
    "发展和改革委员会",
    "经济和信息化局",
    "教育局",
    "科学技术局",
    "公安局",
    "民政局",
    "司法局",
    "财政局",
    "人力资源和社会保障局",
    "规划和自然资源局",
    "生态环境局",
    "城乡建设委员会",
    "交通运输局",
    "林业水利局",
    "农业农村局",
    "商务局",
    "文化广电旅游局",
    "卫生健康委员会",
    "审计局",
    "应急管理局",
    "市场监督管理局",
    "统计局",
    "金融工作办公室",
    "数据资源管理局",
];
const DISTRICTS: [&str; 13] = [
    "上城区",
    "下城区",
    "江东区",
    "江西区",
    "滨湖区",
    "云山区",
    "临港区",
    "高新区",
    "东湖区",
    "南浦县",
    "北溪县",
    "清源县",
    "永安市",
];
const UNITS: [&str; 12] = [
    "服务中心",
    "执法支队",
    "信息中心",
    "规划院",
    "监测站",
    "研究院",
    "保障中心",
    "发展中心",
    "培训中心",
    "事务中心",
    "评估中心",
    "管理处",
];

/// An organisation of the city.
struct Member {
    code: String,
    kind: &'static str,
    name: String,
    short: String,
    parent: &'static str,
    under: Option<String>,
}

/// The city with its tree of organisations.
pub(super) struct City {
    members: Vec<Member>,
}

impl City {
    /// So many organisations: the departments and districts, then units below them in turn.
    pub(super) fn new(organisations: usize) -> Self {
        let mut members = Vec::new();
        for (at, name) in DEPARTMENTS.iter().enumerate() {
            members.push(Member {
                code: format!("d{at:02}"),
                kind: "department",
                name: format!("云州市{name}"),
                short: format!("市{name}"),
                parent: "yz",
                under: None,
            });
        }
        for (at, name) in DISTRICTS.iter().enumerate() {
            members.push(Member {
                code: format!("q{at:02}"),
                kind: "district",
                name: format!("云州市{name}"),
                short: (*name).to_owned(),
                parent: "yz",
                under: None,
            });
        }
        let above = members.len();
        for at in 0..organisations.saturating_sub(above + 1) {
            let (code, short) =
                (members[at % above].code.clone(), members[at % above].short.clone());
            let round = at / above;
            let unit = UNITS[round % UNITS.len()];
            let which = if round < UNITS.len() {
                String::new()
            } else {
                format!("第{}", round / UNITS.len() + 1)
            };
            members.push(Member {
                code: format!("{code}-{round}"),
                kind: "institution",
                name: format!("云州市{}{which}{unit}", short.trim_start_matches('市')),
                short: format!("{short}{which}{unit}"),
                parent: "",
                under: Some(code),
            });
        }
        Self { members }
    }

    /// The name of a department as documents write it.
    pub(super) fn department(&self, chance: &mut Chance) -> &str {
        &self.members[chance.below(DEPARTMENTS.len())].short
    }

    /// The codes of departments and districts: those that lead tasks.
    pub(super) fn leads(&self) -> impl Iterator<Item = &str> {
        let leads = self.members.iter().filter(|it| it.under.is_none());
        leads.map(|it| it.code.as_str())
    }

    /// The file of organisations.
    pub(super) fn file(&self) -> String {
        let mut file = String::from(
            "place = \"云州市\"\nplace_short = \"市\"\n\n[[organisation]]\ncode = \"yz\"\nkind = \"authority\"\nname = \"云州市\"\n",
        );
        for it in &self.members {
            let parent = it.under.as_deref().unwrap_or(it.parent);
            let written = write!(
                file,
                "\n[[organisation]]\ncode = \"{}\"\nkind = \"{}\"\nname = \"{}\"\nshort = \"{}\"\nparent = \"{parent}\"\n",
                it.code, it.kind, it.name, it.short
            );
            written.expect("a string takes everything");
        }
        file
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_has_as_many_organisations_as_asked_for() {
        for organisations in [38, 400] {
            let file = City::new(organisations).file();
            let read = luoshi_delivery::read_organisations(&file).unwrap();
            assert_eq!(read.len(), organisations);
        }
    }
}
