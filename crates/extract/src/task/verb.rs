//! Verbs that order an act, and how firmly 任务动词.

use std::sync::LazyLock;

use luoshi_text::Lexicon;

use crate::model::Strength;

/// The verbs by strength.
#[rustfmt::skip]
const VERBS: &[(Strength, &[&str])] = &[
    (
        Strength::Deliver,
        &[
            "完成", "建成", "出台", "制定", "制订", "印发", "发布", "建立", "设立", "成立", "组建", "开通",
            "启用", "投用", "投产", "实现", "形成", "新建", "续建", "扩建", "改建", "开工", "落实", "实施",
            "执行", "清理", "废止", "取消", "编制", "修订", "全面推行", "推行", "上线", "举办", "办好",
            "承办", "打通", "引进", "新增", "淘汰", "关停", "整治", "开展", "组织", "制定实施", "给予",
            "发放", "颁发", "奖励", "搭建", "布局建设", "设置", "公布", "公开", "确保", "严格", "严禁",
            "规范", "保障", "兑现", "归集", "纳入", "提交", "报送", "应当",
        ],
    ),
    (
        Strength::Advance,
        &[
            "推进", "推动", "加快", "加强", "建设", "打造", "深化", "完善", "健全", "优化", "提升", "提高",
            "扩大", "增强", "强化", "发展", "培育", "构建", "促进", "发挥", "积极", "大力", "做强", "做大",
            "做好", "做优", "做实", "融入", "参与", "承接", "集聚", "吸引", "对接", "拓展", "巩固", "改进",
            "盘活", "整合", "统筹", "协调", "推广", "规划建设", "加快建设", "全面", "深入", "持续", "营造",
            "壮大", "创新", "聚焦", "加大", "突破", "突出", "攻克", "研发", "开发", "转化", "改革", "改造",
            "升级", "治理", "保护", "落地", "服务", "宣传", "维护", "防范", "化解", "降低", "减少", "压缩",
            "缩短", "简化", "放宽", "增加", "争创", "争取", "主动", "着力", "切实", "不断", "坚持", "用好",
            "延伸", "培养", "选派", "招引", "招收", "利用", "依托", "联合", "共建", "联动", "创建", "复制",
            "开放", "丰富", "充实", "夯实", "稳步", "有序", "进一步", "试点", "畅通", "衔接", "强化", "抓好",
            "抓实", "支撑", "加速", "带动", "配合",
        ],
    ),
    (
        Strength::Support,
        &["支持", "鼓励", "引导", "允许", "倡导", "扶持", "帮助", "指导", "可以", "优先"],
    ),
    (
        Strength::Explore,
        &[
            "探索", "谋划", "研究", "探索建立", "探索设立", "探索开展", "谋划建设", "谋划推进", "论证",
            "预研", "研究制定",
        ],
    ),
];

/// Words that only say how, with a verb or an object behind them.
#[rustfmt::skip]
const MANNERS: &[&str] = &[
    "积极", "大力", "全面", "深入", "持续", "着力", "切实", "不断", "稳步", "有序", "进一步", "主动", "严格",
    "突出", "聚焦", "依托", "坚持", "确保", "加快", "加速", "应当", "可以", "优先",
];

/// Words before a verb that say how, or for whom: the act still begins with the clause.
#[rustfmt::skip]
const LEADS: &[&str] = &[
    "积极", "大力", "全面", "深入", "持续", "着力", "切实", "不断", "稳步", "有序", "进一步", "主动", "严格",
    "加快", "加速", "重点", "充分", "高水平", "高质量", "高标准", "高起点", "全力", "努力", "共同", "定期",
    "统一", "率先", "逐步", "科学", "合理", "依法", "扎实", "要", "应", "并", "将", "把", "同时", "认真",
    "广泛", "更好", "尽快", "抓紧", "尽早", "继续", "深度", "精准", "牢牢", "有效", "集中", "同步", "协同", "适时", "分类",
];

static OPENINGS: LazyLock<Lexicon<Opening>> = LazyLock::new(|| {
    let verbs = VERBS.iter().flat_map(|(strength, words)| {
        words.iter().map(move |word| {
            let lead = MANNERS.contains(word);
            (
                Opening { verb: Some(Verb { word, strength: *strength }), lead },
                std::slice::from_ref(word),
            )
        })
    });
    Lexicon::new(verbs.chain([(Opening { verb: None, lead: true }, LEADS)]))
});

/// A verb that orders an act.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verb {
    pub(super) word: &'static str,
    pub(super) strength: Strength,
}

/// A word that a clause can open with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening {
    pub(super) verb: Option<Verb>,
    /// Whether it only leads up to what follows: 积极, 加快, 共同.
    pub(super) lead: bool,
}

/// The longest verb, or word before a verb, that a text begins with, and the bytes it takes.
pub(super) fn opening(text: &str) -> Option<(usize, Opening)> {
    OPENINGS.at_start(text).map(|(word, opening)| (word.len(), opening))
}
