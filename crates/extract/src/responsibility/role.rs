//! Words that give organisations their part 职责词.

use std::sync::LazyLock;

use luoshi_text::Lexicon;

/// The part an organisation has in a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// 牵头.
    Lead,
    /// 责任.
    Responsible,
    /// 配合.
    Support,
}

/// Words before a colon that open a list of names: 责任单位：….
#[rustfmt::skip]
const LABELS: &[(Part, &[&str])] = &[
    (
        Part::Lead,
        &[
            "牵头单位", "牵头部门", "牵头责任单位", "牵头", "主办单位", "牵头负责单位", "第一责任单位",
            "牵头市领导", "市级牵头单位", "省级牵头单位",
        ],
    ),
    (
        Part::Responsible,
        &[
            "责任单位", "责任部门", "责任主体", "负责单位", "落实单位", "完成单位", "责任处室", "负责部门",
            "实施单位", "承办单位", "主要责任单位", "责任分工", "实施主体", "执行单位", "分工单位",
            "工作单位", "推进单位", "落实部门", "分工",
        ],
    ),
    (
        Part::Support,
        &[
            "配合单位", "配合部门", "协办单位", "参与单位", "支持单位", "协同单位", "参加单位", "协助单位",
            "参与部门", "配合", "协同部门",
        ],
    ),
];

/// Words behind names: A牵头，B配合. The longer one counts.
#[rustfmt::skip]
const VERBS: &[(Part, &[&str])] = &[
    (
        Part::Lead,
        &[
            "牵头", "牵头负责", "牵头落实", "牵头组织实施", "牵头实施", "负责牵头", "牵头推进", "为牵头单位",
        ],
    ),
    (
        Part::Responsible,
        &[
            "负责", "按职责分工负责", "按照职责分工负责", "按职责分别负责", "分工负责", "共同负责",
            "分别负责", "负责落实", "组织实施", "落实", "按职责负责", "各负其责", "按分工负责", "按职责落实",
            "负责实施", "按职责分工落实", "具体负责", "依职责分工负责", "根据职责分工负责", "依职责负责",
            "按职责做好相关工作", "负责组织实施", "按职责分工组织实施", "会同", "分头负责",
            "等按职责分工负责", "按各自职责负责", "按各自职责分工负责", "按照各自职责负责", "为责任单位",
        ],
    ),
    (
        Part::Support,
        &[
            "配合", "参与", "协助", "支持", "参加", "按职责分工配合", "按职责配合", "协同", "协同配合",
            "配合落实", "共同参与", "按职责分工参与", "等配合", "参与配合",
        ],
    ),
];

static OPENING: LazyLock<Lexicon<Part>> = LazyLock::new(|| Lexicon::new(LABELS.iter().copied()));
static CLOSING: LazyLock<Lexicon<Part>> = LazyLock::new(|| Lexicon::new(VERBS.iter().copied()));

/// The label that a text begins with, and the bytes up to behind its colon.
pub(super) fn label(text: &str) -> Option<(Part, usize)> {
    let (word, part) = OPENING.at_start(text)?;
    let colon =
        text[word.len()..].trim_start().chars().next().filter(|c| matches!(c, '：' | ':'))?;
    let at = text.find(colon)?;
    Some((part, at + colon.len_utf8()))
}

/// The verb that a text ends with, and the bytes before it.
pub(super) fn verb(text: &str) -> Option<(Part, usize)> {
    let (word, part) = CLOSING.at_end(text)?;
    Some((part, text.len() - word.len()))
}
