//! What a line is by its form alone: a date, a document number, a letterhead, a list of addressees.

use super::label::label;
use super::scan::is_at_most;

/// Whether a line is the text of a sentence and no part of a title.
pub(super) fn is_running(line: &str) -> bool {
    let ended = line.ends_with(['。', '；', '！', '？', '?']);
    let announces = line.ends_with(['：', ':']) && line.contains(['，', '。', '？']);
    let long = !is_at_most(line, 60) && line.contains(['，', ',', '。']);
    (ended || long || announces && !is_addressees(line)) && !is_salutation(line)
}

/// 中共杭州市委文件, 中华人民共和国国务院令
pub(super) fn is_letterhead(line: &str) -> bool {
    const WITHIN: &[&str] = &["关于", "《", "。"];
    let named = line.ends_with("文件") || line.ends_with('令');
    named && is_at_most(line, 30) && !WITHIN.iter().any(|word| line.contains(word))
}

/// 各区、县(市)人民政府，市政府各部门：
pub(super) fn is_addressees(line: &str) -> bool {
    const ORGANS: &[&str] = &[
        "政府",
        "部门",
        "委",
        "局",
        "单位",
        "机构",
        "厅",
        "公司",
        "企业",
        "院",
        "办公室",
        "厂",
        "校",
        "处",
        "团",
        "会",
        "行",
        "代表",
        "主席",
        "省长",
        "市长",
        "同志",
        "部",
        "省",
        "市",
        "县",
        "州",
        "区",
        "镇",
        "中心",
        "社",
        "署",
        "办",
        "所",
        "组",
        "队",
        "站",
        "室",
        "大学",
        "集团",
        "委员",
        "先生",
        "女士",
    ];
    if is_salutation(line) {
        return true;
    }
    let ended = line.strip_suffix(['：', ':']);
    ended.is_some_and(|names| {
        label(line).is_none()
            && is_at_most(names, 400)
            && !names.contains(['。', '；', '：', '“'])
            && ORGANS.iter().any(|organ| without_note(names).ends_with(organ))
    })
}

/// 各位代表： — the words that open a speech; they name no organ.
pub(super) fn is_salutation(line: &str) -> bool {
    const SALUTATIONS: &[&str] = &["各位代表", "各位委员", "同志们", "同志们、朋友们", "各位同志"];
    let bare = line.trim_end_matches(['：', ':', '！', '，']);
    bare.len() < line.len() && SALUTATIONS.contains(&bare)
}

/// A date standing alone: 2018年7月30日, (2018年7月30日), 二○一二年一月九日.
pub(super) fn is_date_line(line: &str) -> bool {
    if line.len() > 64 {
        return false;
    }
    let bare = line.trim_matches(['(', ')', '（', '）']);
    if !bare.ends_with('日') {
        return false;
    }
    let digit = |c: char| c.is_whitespace() || is_date_digit(c);
    let shape: String = bare.chars().filter(|c| !digit(*c)).collect();
    shape == "年月日" && bare.starts_with(digit) && bare.chars().count() <= 20
}

fn is_date_digit(c: char) -> bool {
    c.is_ascii_digit() || "０１２３４５６７８９〇○零一二三四五六七八九十Ｏ".contains(c)
}

/// A note under a title: the date, who adopted it, before whom it was spoken, and who spoke.
pub(super) fn is_date_note(line: &str) -> bool {
    let bracketed = line.starts_with(['(', '（']) && line.ends_with([')', '）']);
    let spoken = line.trim_start_matches(['—', '―', '-', '─', '(', '（']);
    let dated = spoken.find('日').is_some_and(|day| {
        day < 36 && spoken[..day].contains('年') && spoken[..day].contains('月')
    });
    const ENDS: &[&str] = &["上", "通过", "批准", "修正", "修订", "公布", "发布", "施行"];
    let bare = line.trim_end_matches([')', '）', '。']);
    let ended = ENDS.iter().any(|end| bare.ends_with(end)) || line.contains("大会");
    let noted =
        dated && spoken.starts_with(is_date_digit) && (ended || line.starts_with(['—', '―']));
    let bracketed = bracketed && !is_number_line(line) && !qualifies_title(line);
    is_date_line(line) || bracketed || noted || is_speaker(line)
}

/// （试行）, （2021－2023年）: the last line of a title.
pub(super) fn qualifies_title(line: &str) -> bool {
    const WORDS: &[&str] =
        &["试行", "暂行", "草案", "征求意见稿", "修订", "摘要", "节选", "送审稿", "修正案"];
    let inner = line.trim_matches(['(', ')', '（', '）']);
    let years = inner.ends_with('年')
        && inner.starts_with(|c: char| c.is_ascii_digit())
        && inner.len() <= 30;
    inner.len() < line.len() && (years || WORDS.contains(&inner))
}

/// 国务院总理 李克强, 省长 李炳军, 国务院总理
fn is_speaker(line: &str) -> bool {
    const OFFICES: &[&str] =
        &["总理", "省长", "市长", "主席", "州长", "区长", "县长", "主任", "行政长官"];
    is_at_most(line, 30)
        && !line.contains(['，', '。', '：', '、'])
        && OFFICES.iter().any(|office| {
            line.find(office).is_some_and(|at| {
                let name = line[at + office.len()..].trim();
                name.is_empty()
                    || line[at + office.len()..].starts_with([' ', '\u{3000}'])
                        && name.chars().count() <= 12
            })
        })
}

fn is_number_line(line: &str) -> bool {
    document_number(line).is_some_and(|number| number.len() + 12 >= line.len())
}

/// A line that is a document number, bracketed or not, or the number of an order: 第707号.
pub(super) fn number_line(line: &str) -> bool {
    let order = line.strip_prefix('第').and_then(|rest| rest.strip_suffix('号'));
    let plain =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_numeric() || is_date_digit(c));
    is_number_line(line) || order.is_some_and(plain)
}

/// The document number in a line: 市委〔2018〕15号.
pub(super) fn document_number(line: &str) -> Option<&str> {
    let end = line.find('号')? + '号'.len_utf8();
    let before = &line[..end];
    let open = before.rfind(['〔', '[', '［', '（', '(', '【'])?;
    let inner = &before[open..];
    let year: String = inner.chars().skip(1).take(4).collect();
    let digits = year.chars().all(|c| c.is_ascii_digit()) && year.len() == 4;
    let start = before[..open]
        .rfind(|c: char| !is_number_word(c))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    (digits && start < open).then(|| &line[start..end])
}

fn is_number_word(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c) || c.is_ascii_alphanumeric()
}

/// 附件, 附件1, 附件一： standing alone.
pub(super) fn is_attachment(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    let rest = text.strip_prefix("附件").or_else(|| text.strip_prefix("附录")).map(|rest| {
        rest.trim_start_matches(|c: char| c.is_numeric() || "一二三四五六七八九十 ".contains(c))
    });
    rest.is_some_and(|rest| matches!(rest, "" | "：" | ":" | "." | "．"))
}

/// The last word of a title, with what may stand after it cut off.
pub(super) fn genre(title: &str) -> Option<&'static str> {
    const GENRES: &[&str] = &[
        "意见", "通知", "办法", "方案", "决定", "规定", "条例", "规划", "纲要", "计划", "措施",
        "报告", "批复", "复函", "函", "公告", "通告", "通报", "细则", "决议", "命令", "答复",
        "规则", "规范", "指南", "议案", "纪要", "公报", "指引", "章程", "法",
    ];
    let bare = without_note(title);
    let found = GENRES.iter().find(|genre| bare.ends_with(*genre)).copied()?;
    Some(if found == "复函" { "函" } else { found })
}

/// A title without the note in brackets at its end: 办法（试行）.
fn without_note(title: &str) -> &str {
    let mut bare = title.trim_end_matches(['》', '”', '】', ' ']);
    while let Some(inner) = bare.strip_suffix([')', '）']) {
        match inner.rfind(['(', '（']) {
            Some(at) if at > 0 => bare = inner[..at].trim_end_matches(['》', '”', ' ']),
            _ => break,
        }
    }
    bare
}
