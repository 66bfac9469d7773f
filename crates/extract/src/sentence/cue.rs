//! Words that give a sentence's function away.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

/// What a word points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub(crate) enum Cue {
    /// Taking effect, interpretation, definitions, notices.
    Formal = 1,
    /// 制定本办法, 提出以下意见: the end of a preamble, anywhere.
    Preamble = 2,
    /// The same where nothing is numbered yet.
    PreambleEnd = 4,
    /// Guiding thought: 以…为指导, 坚持.
    Guidance = 8,
    /// Duties of leadership, funds, supervision.
    Mechanism = 16,
    /// A state that is reached: 基本形成, 达到.
    State = 32,
    /// An act that is ordered: 建设, 推进.
    Act = 64,
    /// Facts: 是, 取得.
    Fact = 128,
}

/// Words and what they point to.
const CUES: &[(Cue, &[&str])] = &[
    (
        Cue::Formal,
        &[
            "起施行",
            "起实施",
            "起执行",
            "起生效",
            "同时废止",
            "负责解释",
            "特此通知",
            "印发给你们",
            "现予印发",
            "现予以印发",
            "转发给你们",
            "有效期",
            "本办法所称",
            "本条例所称",
            "本规定所称",
            "本细则所称",
            "本意见所称",
            "本办法适用于",
            "本条例适用于",
            "本规定适用于",
            "适用本办法",
            "适用本条例",
            "适用本规定",
            "适用本细则",
            "特此公告",
            "特此批复",
            "特此复函",
            "现印发",
            "现予公布",
            "现予发布",
            "现将有关情况",
            "详见附件",
            "见附件",
            "请认真贯彻执行",
            "请遵照执行",
            "请认真按照执行",
            "请结合实际",
            "是指",
            "审议通过",
            "已经市政府",
            "以下简称",
            "另行制定",
            "从其规定",
        ],
    ),
    (
        Cue::Preamble,
        &[
            "制定本",
            "制订本",
            "编制本",
            "特制定",
            "特制订",
            "现提出如下",
            "现提出以下",
            "提出如下",
            "提出以下",
            "通知如下",
            "决定如下",
            "公告如下",
            "批复如下",
            "意见如下",
            "函复如下",
            "复函如下",
            "答复如下",
            "报告如下",
            "方案如下",
            "通报如下",
            "作如下决定",
            "作出如下",
        ],
    ),
    (Cue::PreambleEnd, &["现就", "结合本市实际", "结合我省实际", "结合实际", "结合我市实际"]),
    (
        Cue::Guidance,
        &[
            "为指导",
            "指导思想",
            "坚持以",
            "高举",
            "以习近平",
            "深入贯彻",
            "全面贯彻",
            "必须",
            "坚持",
            "立足",
        ],
    ),
    (
        Cue::Mechanism,
        &[
            "所需资金由",
            "所需经费",
            "资金列支",
            "基金列支",
            "经费列支",
            "纳入考核",
            "考核评价体系",
            "督查考核",
            "监督检查",
            "追究责任",
            "依法给予处分",
            "给予处分",
            "追究刑事责任",
            "构成犯罪",
            "行政处分",
            "责任追究",
            "领导小组",
            "联席会议",
            "主体责任",
            "责任主体",
            "报送",
            "定期通报",
            "加强组织领导",
            "统筹协调",
            "年度考核",
            "绩效考核",
            "工作专班",
            "牵头负责",
            "主管部门负责",
            "有下列行为之一",
            "予以通报",
            "明确责任",
            "抓好落实",
            "狠抓落实",
            "任务分工",
            "工作台账",
            "责令",
            "罚款",
            "按照各自职责",
            "在各自职责",
            "依据各自职责",
            "根据各自职责",
            "职责分工",
            "列支",
            "统筹推进机制",
        ],
    ),
    (
        Cue::State,
        &[
            "达到",
            "超过",
            "突破",
            "形成",
            "建成",
            "明显",
            "显著",
            "力争",
            "实现",
            "基本",
            "全面",
            "以上",
            "左右",
            "翻一番",
            "保持",
            "进入",
            "位居",
            "增长",
            "提高",
        ],
    ),
    (
        Cue::Act,
        &[
            "推进", "推动", "加快", "建设", "支持", "鼓励", "开展", "实施", "完善", "加强", "建立",
            "制定", "引导", "培育", "扩大", "深化", "优化", "落实", "组织", "探索", "发展", "强化",
            "打造", "健全",
        ],
    ),
    (
        Cue::Fact,
        &[
            "取得",
            "近年来",
            "当前",
            "目前",
            "去年",
            "过去",
            "一年来",
            "五年来",
            "是",
            "已经",
            "以来",
        ],
    ),
];

static FINDER: LazyLock<(AhoCorasick, Vec<Cue>)> = LazyLock::new(|| {
    let rows = CUES.iter().flat_map(|(cue, words)| words.iter().map(|word| (*cue, *word)));
    let (cues, words): (Vec<_>, Vec<_>) = rows.unzip();
    let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words);
    (finder.expect("a table of short words is a small automaton"), cues)
});

/// The cues of a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cues {
    all: u16,
    early: u16, // Those within the first clause.
}

/// A cue in this many first bytes says how the sentence begins.
const EARLY: usize = 30;

impl Cues {
    /// Finds them in one pass.
    pub(crate) fn of(text: &str) -> Self {
        let (finder, cues) = &*FINDER;
        let mut found = Self::default();
        for hit in finder.find_iter(text) {
            let bit = cues[hit.pattern()] as u16;
            found.all |= bit;
            if hit.start() < EARLY {
                found.early |= bit;
            }
        }
        found
    }

    /// Whether the sentence has that cue.
    pub(crate) fn has(self, cue: Cue) -> bool {
        self.all & cue as u16 != 0
    }

    /// Whether the sentence begins with it.
    pub(crate) fn starts(self, cue: Cue) -> bool {
        self.early & cue as u16 != 0
    }
}
