//! What each paragraph is: the elements of GB/T 9704-2012, found by their form and their place.
//!
//! The head (letterhead, number, title, date line, addressees) is told apart line by line, because a
//! title's lines end without a mark; the rest is joined into paragraphs first.

use super::heading::closes_sentence;
use super::label::label;
use super::lines::Line;
use super::paragraphs::{Paragraph, paragraphs};
use crate::Role;

/// A paragraph and what it is.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) role: Role,
    pub(super) paragraph: Paragraph,
}

/// At most so many lines can belong to a head.
const LONGEST_HEAD: usize = 24;

/// The paragraphs of a document with their roles.
pub(super) fn roles(lines: &[Line<'_>]) -> Vec<Part> {
    let body = body_start(lines);
    let mut parts = head(&lines[..body]);
    let rest = paragraphs(&lines[body..]);
    parts.extend(rest.into_iter().map(|paragraph| Part { role: Role::Body, paragraph }));
    mark_by_form(&mut parts);
    mark_signatures(&mut parts);
    mark_inner_titles(&mut parts);
    parts
}

/// The first line that is neither of the head nor chrome.
fn body_start(lines: &[Line<'_>]) -> usize {
    let within = lines.len().min(LONGEST_HEAD);
    let addressees = lines[..within].iter().position(|line| is_addressees(line.text));
    let starts = |line: &Line<'_>| {
        !is_chrome(line.text) && (label(line.text).is_some() || is_running(line.text))
    };
    let running = lines[..within].iter().position(starts).unwrap_or(0);
    match addressees {
        Some(at) if at <= running + 1 => at + 1,
        _ => running,
    }
}

/// Whether a line is the text of a sentence and no part of a title.
fn is_running(line: &str) -> bool {
    let ended = line.ends_with(['。', '；', '！']) && !is_date_line(line);
    let long = line.chars().count() > 60 && line.contains(['，', ',', '。']);
    ended || long
}

fn head(lines: &[Line<'_>]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for line in lines {
        let role = head_role(line.text);
        match parts.last_mut() {
            Some(open)
                if role == Role::Title && open.role == Role::Title && !repeats(open, line) =>
            {
                open.paragraph.go_on(line);
            }
            Some(open) if role == Role::Title && open.role == Role::Title => {
                parts.push(Part { role: Role::Chrome, paragraph: Paragraph::of_head(line) });
            }
            _ => parts.push(Part { role, paragraph: Paragraph::of_head(line) }),
        }
    }
    parts
}

/// Databases print the title twice.
fn repeats(open: &Part, line: &Line<'_>) -> bool {
    open.paragraph.text.as_str() == line.text
}

fn head_role(line: &str) -> Role {
    if is_chrome(line) {
        Role::Chrome
    } else if document_number(line).is_some_and(|number| number.len() + 8 >= line.len()) {
        Role::Number
    } else if line.starts_with("签发人") {
        Role::Signer
    } else if is_letterhead(line) {
        Role::Letterhead
    } else if is_date_line(line) || (line.starts_with(['(', '（']) && line.ends_with([')', '）']))
    {
        Role::DateLine
    } else if is_addressees(line) {
        Role::Addressees
    } else {
        Role::Title
    }
}

/// 中共杭州市委文件
fn is_letterhead(line: &str) -> bool {
    line.ends_with("文件") && !line.contains("关于") && line.chars().count() <= 30
}

/// 各区、县(市)人民政府，市政府各部门：
fn is_addressees(line: &str) -> bool {
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
    ];
    let ended = line.strip_suffix(['：', ':']);
    ended.is_some_and(|names| {
        label(line).is_none()
            && names.chars().count() <= 200
            && !names.contains(['。', '；'])
            && ORGANS.iter().any(|organ| names.contains(organ))
            && !names.ends_with("如下")
    })
}

/// A date, or a note of adoption, standing alone: 2018年7月30日, (2018年7月30日), 二○一二年一月九日.
pub(super) fn is_date_line(line: &str) -> bool {
    let bare = line.trim_matches(['(', ')', '（', '）']);
    let digit = |c: char| {
        c.is_ascii_digit() || "０１２３４５６７８９〇○零一二三四五六七八九十 Ｏ".contains(c)
    };
    let shape: String = bare.chars().filter(|c| !digit(*c)).collect();
    shape == "年月日" && bare.chars().count() <= 16
}

/// What a web page or a database added.
fn is_chrome(line: &str) -> bool {
    const STARTS: &[&str] = &[
        "【法宝引证码】",
        "【原文下载】",
        "【相关附件】",
        "【发布",
        "【实施",
        "【时效",
        "【效力",
        "【法规",
        "- [",
        "原文链接",
        "http",
        "索引号",
        "发布时间",
        "发布日期",
        "发文机构",
        "来源：",
        "来源:",
        "字体",
        "字号",
        "打印",
        "分享",
        "扫一扫",
        "责任编辑",
        "网站地图",
        "版权所有",
        "主题分类",
        "发文机关",
        "信息来源",
        "浏览次数",
        "当前位置",
        "您的位置",
        "首页",
    ];
    STARTS.iter().any(|start| line.starts_with(start))
}

/// Roles that show by a paragraph's own words.
fn mark_by_form(parts: &mut [Part]) {
    for part in parts.iter_mut().filter(|part| part.role == Role::Body) {
        part.role = by_form(part.paragraph.text.as_str());
    }
}

fn by_form(text: &str) -> Role {
    const IMPRINT: &[&str] = &["主送:", "主送：", "抄送:", "抄送：", "抄报:", "抄报：", "印送"];
    const ANNOTATION: &[&str] =
        &["（此件", "(此件", "（联系人", "(联系人", "（附件", "此件公开发布"];
    let printed = text.ends_with("印发") && text.contains('年') && text.chars().count() <= 40;
    let printer =
        text.ends_with(['室', '厅']) && text.chars().count() <= 20 && !text.contains('，');
    if is_chrome(text) {
        Role::Chrome
    } else if printed || IMPRINT.iter().any(|start| text.starts_with(start)) {
        Role::Imprint
    } else if ANNOTATION.iter().any(|start| text.starts_with(start)) {
        Role::Annotation
    } else if (text.starts_with("附件：") || text.starts_with("附件:") || text.starts_with("附："))
        && text.chars().count() > 3
    {
        Role::AttachmentNote
    } else if is_date_line(text) {
        Role::WrittenOn
    } else if printer {
        Role::Signature
    } else {
        Role::Body
    }
}

/// The short lines before a date of writing are the organs that sign; before an imprint's date they
/// belong to the imprint.
fn mark_signatures(parts: &mut [Part]) {
    let signs = |part: &Part| {
        let text = part.paragraph.text.as_str();
        matches!(part.role, Role::Body | Role::Signature)
            && text.chars().count() <= 40
            && label(text).is_none()
            && !text.contains(['，', '。', '；', '：', ':'])
    };
    for at in 0..parts.len() {
        let role = match parts[at].role {
            Role::WrittenOn => Role::Signature,
            Role::Imprint => Role::Imprint,
            _ => continue,
        };
        for before in (0..at).rev().take(8) {
            if !signs(&parts[before]) {
                break;
            }
            parts[before].role = role;
        }
    }
    for part in parts.iter_mut().filter(|part| part.role == Role::Signature) {
        if !signs(part) {
            part.role = Role::Body;
        }
    }
}

/// After a notice's signature the wrapped plan begins with a title of its own.
fn mark_inner_titles(parts: &mut [Part]) {
    let mut after_signature = false;
    for part in parts.iter_mut() {
        let text = part.paragraph.text.as_str();
        match part.role {
            Role::WrittenOn | Role::Signature | Role::Annotation | Role::AttachmentNote => {
                after_signature = true
            }
            Role::Body if after_signature => {
                let title = label(text).is_none()
                    && !is_attachment(text)
                    && !closes_sentence(text)
                    && !text.starts_with("——")
                    && text.chars().count() <= 80;
                if title {
                    part.role = Role::Title;
                } else if !is_attachment(text) {
                    after_signature = false;
                }
            }
            _ => {}
        }
    }
}

/// 附件, 附件1, 附件2：名称 standing alone.
pub(super) fn is_attachment(text: &str) -> bool {
    let rest = text.strip_prefix("附件").map(|rest| {
        rest.trim_start_matches(|c: char| c.is_numeric() || "一二三四五六七八九十".contains(c))
    });
    rest.is_some_and(|rest| rest.is_empty() || rest == "：" || rest == ":")
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
