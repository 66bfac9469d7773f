//! Documents of a city that does not exist, in the words of those that do: each sentence is put together from phrases
//! as implementation opinions write them, so that reading and extraction have their usual work.

use std::fmt::Write as _;

use super::chance::Chance;
use super::organisations::City;

/// What a document of a city is about: subject, chapters, objects of its tasks, what is counted and in which unit.
struct Field {
    subject: &'static str,
    chapters: &'static [&'static str],
    objects: &'static [&'static str],
    counted: &'static [(&'static str, &'static str)],
}

const FIELDS: [Field; 6] = [
    Field {
        subject: "高水平对外开放",
        chapters: &["打造开放平台", "提升贸易质量", "扩大双向投资", "优化口岸环境", "深化友城合作"],
        objects: &[
            "综合保税区",
            "跨境电商综试区",
            "国际贸易“单一窗口”",
            "海外仓网络",
            "服务贸易创新发展试点",
            "国际会展中心",
            "外资研发中心",
        ],
        counted: &[
            ("服务贸易出口额", "亿美元"),
            ("实际利用外资", "亿美元"),
            ("国际友好城市", "个"),
            ("跨境电商出口额", "亿元"),
        ],
    },
    Field {
        subject: "先进制造业集群培育",
        chapters: &["培育产业集群", "推进技术改造", "强化创新支撑", "提升质量品牌", "保障要素供给"],
        objects: &[
            "智能工厂",
            "工业互联网平台",
            "产业创新服务综合体",
            "小微企业园",
            "产业链协同项目",
            "首台（套）装备",
            "绿色制造体系",
        ],
        counted: &[
            ("规模以上工业增加值", "亿元"),
            ("高新技术企业", "家"),
            ("数字化车间", "个"),
            ("工业投资", "亿元"),
        ],
    },
    Field {
        subject: "综合交通体系建设",
        chapters: &["建设枢纽机场", "完善轨道网络", "畅通公路通道", "发展智慧物流", "提升公交服务"],
        objects: &[
            "机场三期工程",
            "城际铁路",
            "快速路网",
            "客运枢纽",
            "公交专用道",
            "内河航道",
            "货运集散中心",
        ],
        counted: &[
            ("轨道交通运营里程", "公里"),
            ("旅客吞吐量", "万人次"),
            ("公交专用道", "公里"),
            ("公共停车泊位", "个"),
        ],
    },
    Field {
        subject: "生态环境保护",
        chapters: &[
            "打好蓝天保卫战",
            "巩固治水成果",
            "推进净土行动",
            "发展循环经济",
            "健全监管体系",
        ],
        objects: &[
            "工业废气治理",
            "污水处理厂",
            "垃圾分类体系",
            "河道综合整治",
            "生态廊道",
            "清洁能源替代",
            "在线监测网络",
        ],
        counted: &[
            ("污水处理能力", "万吨"),
            ("新增绿地面积", "万平方米"),
            ("垃圾分类覆盖小区", "个"),
            ("新能源公交车", "辆"),
        ],
    },
    Field {
        subject: "公共服务均等化",
        chapters: &[
            "办好人民满意的教育",
            "建设健康城市",
            "完善养老服务",
            "加强住房保障",
            "繁荣公共文化",
        ],
        objects: &[
            "普惠性幼儿园",
            "医疗联合体",
            "居家养老服务中心",
            "公共租赁住房",
            "社区文化家园",
            "全民健身中心",
            "未来社区",
        ],
        counted: &[
            ("普惠性幼儿园", "所"),
            ("养老床位", "张"),
            ("公共租赁住房", "套"),
            ("全科医生", "名"),
        ],
    },
    Field {
        subject: "数字经济发展",
        chapters: &[
            "推进数字产业化",
            "加快产业数字化",
            "建设城市大脑",
            "夯实数字底座",
            "强化数据治理",
        ],
        objects: &[
            "人工智能小镇",
            "5G网络",
            "云计算数据中心",
            "政务数据共享平台",
            "智慧医疗应用",
            "数字化改革试点",
            "区块链平台",
        ],
        counted: &[
            ("数字经济核心产业增加值", "亿元"),
            ("5G基站", "个"),
            ("上云企业", "家"),
            ("软件业务收入", "亿元"),
        ],
    },
];

/// How a task begins, and how it goes on.
const VERBS: [&str; 10] =
    ["加快建设", "推进", "完善", "启动", "实施", "加强", "扩大", "提升", "建成", "开展"];
const MEANS: [&str; 8] = [
    "建立部门协同机制",
    "制定年度实施计划",
    "落实专项资金保障",
    "引进社会力量参与",
    "培育一批示范项目",
    "健全标准规范体系",
    "优化审批服务流程",
    "推动重点项目开工",
];
const MANNERS: [&str; 6] =
    ["以数字化改革为牵引，", "按照统筹规划、分步实施的原则，", "聚焦重点领域，", "", "", ""];

/// A document with so many tasks, or a few more.
pub(super) struct Draft {
    pub(super) file_name: String,
    pub(super) text: String,
}

impl Draft {
    /// The document of that number, with about `tasks` tasks.
    pub(super) fn new(city: &City, number: usize, tasks: usize, chance: &mut Chance) -> Self {
        let field = &FIELDS[number % FIELDS.len()];
        let year = 2018;
        let mut text = format!(
            "云州市人民政府文件\n\n云政发〔{year}〕{number}号\n\n云州市人民政府\n关于推进{}的实施意见（{number}）\n\n\
             （{year}年7月{}日）\n\n各区、县（市）人民政府，市政府各部门、各直属单位：\n\n\
             为深入贯彻落实国家和省决策部署，结合我市实际，现提出如下实施意见。\n\n",
            field.subject,
            1 + number % 28
        );
        let chapters = tasks.div_ceil(60).clamp(2, 60);
        let mut left = tasks;
        for chapter in 0..chapters {
            let share = left / (chapters - chapter);
            left -= share;
            let name = field.chapters[chapter % field.chapters.len()];
            let written = writeln!(text, "{}、{name}\n", numeral(chapter + 1));
            written.expect("a string takes everything");
            write_articles(&mut text, field, city, share, chance);
        }
        Self { file_name: format!("云政发〔{year}〕{number}号.txt"), text }
    }
}

fn write_articles(
    text: &mut String,
    field: &Field,
    city: &City,
    tasks: usize,
    chance: &mut Chance,
) {
    let mut left = tasks;
    let mut article = 1;
    while left > 0 {
        let some = (3 + chance.below(4)).min(left);
        left -= some;
        let head = format!("{}{}", chance.one(&VERBS), chance.one(field.objects));
        let written = write!(text, "（{}）{head}。", numeral(article));
        written.expect("a string takes everything");
        for _ in 0..some {
            text.push_str(&sentence(field, chance));
        }
        let (lead, other) = (city.department(chance), city.department(chance));
        let duty = match lead == other {
            true => format!("（责任单位：{lead}）"),
            false => format!("（牵头单位：{lead}；责任单位：{other}）"),
        };
        text.push_str(&duty);
        text.push_str("\n\n");
        article += 1;
    }
}

/// A sentence that gives one task, with a target now and then.
fn sentence(field: &Field, chance: &mut Chance) -> String {
    let (verb, object) = (chance.one(&VERBS), chance.one(field.objects));
    let (manner, means) = (chance.one(&MANNERS), chance.one(&MEANS));
    let mut sentence = format!("{manner}{verb}{object}，{means}");
    let year = 2018 + chance.below(4);
    if chance.happens(20) {
        let (counted, unit) = field.counted[chance.below(field.counted.len())];
        let value = (1 + chance.below(400)) * 5;
        let written = write!(sentence, "，到{year}年，{counted}达到{value}{unit}");
        written.expect("a string takes everything");
    } else if chance.happens(40) {
        let written = write!(sentence, "，{year}年底前完成");
        written.expect("a string takes everything");
    }
    sentence.push('。');
    sentence
}

/// A number from 1 to 99 as headings write it.
fn numeral(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10 % 10, DIGITS[number % 10]);
    match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        _ => format!("{}十{ones}", DIGITS[tens]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_writes_the_same_document_and_each_sentence_is_a_task() {
        let city = City::new(40);
        let draft = |seed| Draft::new(&city, 3, 200, &mut Chance::new(seed)).text;
        assert_eq!(draft(7), draft(7));
        assert_ne!(draft(7), draft(8));
        let document = luoshi_document::read("草案.txt", draft(7).as_bytes()).unwrap();
        let tasks = luoshi_extract::extract(&document).tasks.len();
        assert!((180..=230).contains(&tasks), "{tasks}");
    }
}
