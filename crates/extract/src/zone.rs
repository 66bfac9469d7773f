//! What the headings above a sentence say of it 段落功能.

use std::sync::LazyLock;

use luoshi_document::{Document, ProvisionId};
use luoshi_text::{Lexicon, periods};

use crate::term::{Term, Written, is_past};

/// What a heading announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    /// 重大意义, 工作回顾.
    Background,
    /// 总体要求, 基本原则.
    Principle,
    /// 主要目标.
    Objective,
    /// 组织实施, 保障措施.
    Mechanism,
    /// 附则, 适用范围.
    Formal,
    /// 重点任务 and whatever is ordered in particular.
    Measure,
}

/// Words of headings and what they announce. Of several the last one in the heading counts:
/// 指导思想和主要目标 is about objectives, 目标任务 about tasks.
#[rustfmt::skip]
const HEADINGS: &[(Zone, &[&str])] = &[
    (
        Zone::Background,
        &[
            "重大意义", "重要意义", "背景", "现状", "发展基础", "基础条件", "发展环境", "形势", "工作回顾",
            "过去一年", "过去五年", "回顾", "基本情况", "主要成就", "取得的成就", "编制依据", "面临的挑战",
            "存在的问题", "规划基础", "必要性", "工作进展", "历史方位", "完成情况", "落实情况",
            "执行情况", "意义", "存在问题", "主要问题", "时期经济社会发展成就",
        ],
    ),
    (
        Zone::Principle,
        &[
            "总体要求", "指导思想", "基本原则", "总体思路", "工作原则", "基本思路", "主要原则", "发展思路",
            "原则", "总体部署", "战略定位", "总体考虑", "发展定位", "遵循", "总要求", "要求", "发展理念",
            "功能定位",
        ],
    ),
    (Zone::Objective, &["目标", "预期", "愿景", "主要指标", "发展指标"]),
    (
        Zone::Mechanism,
        &[
            "组织实施", "组织保障", "保障措施", "组织领导", "加强领导", "强化领导", "领导责任", "统筹协调",
            "监督考核", "考核评估", "考核评价", "督查", "督导", "督促检查", "监督检查", "监督评估",
            "评估考核", "跟踪评估", "宣传引导", "舆论引导", "宣传推广", "统筹推进", "组织推进", "工作机制",
            "推进机制", "推进力度", "协调机制", "责任落实", "落实责任", "压实责任", "工作责任", "资金保障",
            "经费保障", "实施保障", "规划实施", "监督管理", "法律责任", "工作要求", "主体责任", "协调责任",
            "组织机构", "职责分工", "保障机制", "条件保障", "统筹力度", "政策保障", "抓好落实", "强化落实",
            "综合保障", "监督问责", "考核督导", "考核激励", "责任分工", "组织协调", "宣传", "考核",
            "部门职责", "工作职责", "监测评估", "加强统筹", "强化统筹", "推进实施", "监督机制",
        ],
    ),
    (
        Zone::Formal,
        &["附则", "适用范围", "术语", "名词解释", "定义", "其他事项", "有效期", "施行时间"],
    ),
    (
        Zone::Measure,
        &[
            "重点任务", "主要任务", "工作任务", "目标任务", "重点工作", "主要措施", "工作措施", "政策措施",
            "重点项目", "重大工程", "任务", "人才", "国际合作", "开放合作", "创新", "对外合作", "应用推广",
            "试点示范", "目标管理", "目标责任", "目标考核", "目标值",
        ],
    ),
];

static WORDS: LazyLock<Lexicon<Zone>> = LazyLock::new(|| Lexicon::new(HEADINGS.iter().copied()));

impl Zone {
    /// What a heading announces, where it announces anything.
    fn of_heading(heading: &str, written: Written) -> Option<Self> {
        let (mut announced, mut at) = (None, 0);
        while let Some((start, word, zone)) = WORDS.next_in(heading, at) {
            (announced, at) = (Some(zone), start + word.len());
        }
        announced.or_else(|| tells_of_work(heading, written).then_some(Self::Background))
    }
}

/// Whether a heading tells of the work of years that are over: 关于2025年工作, but not 2026年工作安排.
fn tells_of_work(heading: &str, written: Written) -> bool {
    let periods =
        if heading.contains("工作") { periods(heading, written.year) } else { Vec::new() };
    periods.iter().any(|period| is_past(period, written))
        && !periods.iter().any(|period| Term::of(period, written).is_some())
}

/// The zone of every provision: its own heading's, else its parent's.
pub(crate) fn zones(document: &Document, written: Written) -> Vec<Option<Zone>> {
    let mut zones: Vec<Option<Zone>> = Vec::with_capacity(document.provisions.len());
    for provision in &document.provisions {
        let inherited = provision.parent.and_then(|ProvisionId(id)| zones[id as usize]);
        let own =
            provision.heading.as_deref().and_then(|heading| Zone::of_heading(heading, written));
        // What looks back stays background, whatever its parts are about.
        let looks_back = inherited == Some(Zone::Background) && own != Some(Zone::Objective);
        zones.push(if looks_back { inherited } else { own.or(inherited) });
    }
    zones
}
