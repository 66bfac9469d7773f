//! Words that give a sentence's function away.

use std::sync::LazyLock;

use luoshi_text::{Beginnings, Lexicon};

/// What a word points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Cue {
    /// Taking effect, interpretation, definitions, notices.
    Formal = 1,
    /// 制定本办法, 提出以下意见: the end of a preamble, anywhere.
    Preamble = 2,
    /// Guiding thought: 以…为指导, 高举.
    Guidance = 4,
    /// Leadership, funds, supervision, wherever they are named.
    Mechanism = 8,
    /// The same where the sentence begins with them.
    MechanismFirst = 16,
    /// Facts, where the sentence begins with them.
    FactFirst = 32,
    /// What is to be reached, wherever it is announced: 主要预期目标是.
    Aim = 64,
}

/// Words and what they point to.
#[rustfmt::skip]
const CUES: &[(Cue, &[&str])] = &[
    (Cue::Formal, &[
        "起施行", "起实施", "起执行", "起生效", "同时废止", "负责解释", "特此通知", "印发给你们", "现予印发", "现予以印发",
        "转发给你们", "有效期自", "有效期至", "本办法所称", "本条例所称", "本规定所称", "本细则所称", "本意见所称",
        "本办法适用于", "本条例适用于", "本规定适用于", "适用本办法", "适用本条例", "适用本规定", "适用本细则", "特此公告",
        "特此批复", "特此复函", "现印发", "现予公布", "现予发布", "详见附件", "请认真贯彻执行", "请遵照执行", "自印发之日起",
        "请认真按照执行", "请认真遵照执行", "是指", "审议通过，现", "从其规定", "自发布之日起施行", "本法所称", "适用本法",
        "同时停止执行", "本细则适用于", "下列用语的含义",
    ]),
    (Cue::Preamble, &[
        "制定本", "制订本", "编制本", "特制定", "特制订", "现提出如下", "现提出以下", "提出如下", "提出以下", "通知如下", "决定如下",
        "公告如下", "批复如下", "意见如下", "函复如下", "复函如下", "答复如下", "报告如下", "方案如下", "通报如下", "作如下决定",
        "作出如下", "现就",
    ]),
    (Cue::Guidance, &[
        "为指导，", "为指导,", "指导思想", "高举", "以习近平新时代", "深入贯彻落实习近平", "全面贯彻党的", "全面贯彻落实党的",
        "深入贯彻党的", "全面贯彻习近平", "三个代表", "科学发展观", "必须坚持", "始终坚持", "必须把", "是一项",
    ]),
    (Cue::Mechanism, &[
        "纳入考核", "考核评价体系", "督查考核", "追究责任", "给予处分", "行政处分", "追究刑事责任", "构成犯罪", "责任追究",
        "定期通报", "组织领导", "年度考核", "绩效考核", "工作专班", "予以通报", "任务分工", "工作台账", "责令", "依法追究",
        "有下列行为之一", "重点清单", "各自职责", "监督评估机制", "跟踪评估", "督促检查", "督查督办", "抓好贯彻落实", "确保各项任务",
        "主管部门负责", "牵头建立", "指导和监督", "指导监督", "进行监督", "监督管理工作", "负责本行政区域", "负责本辖区", "统筹协调本",
        "的组织协调", "具体负责", "细化工作举措", "责任分工", "主体责任", "年度任务", "工作领导小组", "目标责任", "工作推进机制",
        "考核体系", "考核机制", "绩效评价", "量化考核", "工作考核", "会商机制", "联席会议制度", "协调机制，",
    ]),
    (Cue::MechanismFirst, &[
        "所需资金", "所需经费", "上述资金", "财政资金", "加大财政", "资金保障", "各级党委", "各地各", "各省、自治区", "各有关部门",
        "各部门要", "各单位要", "各级政府要", "地方各级", "各地区各部门", "各相关部门", "其他有关部门", "有关部门要", "各县（市", "各区县",
        "各地区要", "广泛调动", "加强舆论", "加大宣传", "强化宣传", "加强宣传", "市政府各部门", "各市、县", "领导小组", "联席会议", "强化组织",
        "强化统筹", "加强统筹", "建立健全考核", "加强督查", "强化督查", "加强监督", "强化监督", "各级人民政府",
    ]),
    (Cue::Aim, &[
        "预期目标是", "预期目标为", "预期目标：", "主要目标是", "总体目标是", "发展目标是", "奋斗目标是", "工作目标是", "总目标是",
    ]),
    (Cue::FactFirst, &[
        "近年来", "当前，", "目前，", "去年", "过去", "一年来", "五年来", "长期以来", "改革开放以来", "一是深刻",
    ]),
];

static WORDS: LazyLock<Lexicon<Cue>> = LazyLock::new(|| Lexicon::new(CUES.iter().copied()));

/// What they begin with, for the one look at the text.
pub(crate) fn cues() -> Beginnings {
    WORDS.beginnings()
}

/// The cues of a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cues {
    all: u8,
    early: u8, // Those within the first clause.
}

/// A cue in this many first bytes says how the sentence begins.
const EARLY: usize = 12;

impl Cues {
    /// Finds them where they may begin.
    pub(crate) fn of(text: &str, next: impl FnMut(usize) -> Option<usize>) -> Self {
        let mut found = Self::default();
        for (at, _, cue) in WORDS.all_among(text, next) {
            found.all |= cue as u8;
            if at < EARLY {
                found.early |= cue as u8;
            }
        }
        found
    }

    /// Whether the sentence has that cue.
    pub(crate) fn has(self, cue: Cue) -> bool {
        self.all & cue as u8 != 0
    }

    /// Whether the sentence begins with it.
    pub(crate) fn starts(self, cue: Cue) -> bool {
        self.early & cue as u8 != 0
    }
}
