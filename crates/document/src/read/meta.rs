//! What the document says of itself.

use jiff::civil::Date;

use super::form::{self, document_number};
use super::roles::Part;
use crate::{Genre, Meta, Role};

/// The elements of GB/T 9704 that the parts hold.
pub(super) fn meta(parts: &[Part]) -> Meta {
    let of = |role: Role| {
        parts.iter().filter(move |part| part.role == role).map(|part| part.paragraph.text.as_str())
    };
    let title = of(Role::Title).next().unwrap_or_default().to_owned();
    let number = number(parts);
    let signed: Vec<&str> = of(Role::Signature).collect();
    let imprint: Vec<&str> = of(Role::Imprint).collect();
    let printed = imprint.iter().find(|text| text.ends_with("印发"));
    Meta {
        issuers: issuers(&title, &signed, of(Role::Letterhead).next()),
        genre: form::genre(&title).map(|genre| Genre(genre.to_owned())),
        written_on: of(Role::WrittenOn).chain(of(Role::DateLine)).find_map(date),
        printed_on: printed.and_then(|text| date(text)),
        printed_by: printed_by(&imprint, printed.copied()),
        addressees: addressees(
            of(Role::Addressees).find(|text| !form::is_salutation(text)),
            &imprint,
        ),
        copied_to: listed(&imprint, &["抄送：", "抄送:"]),
        title,
        number,
    }
}

/// The document number; of an order, the order's name and number: 国务院令第707号.
fn number(parts: &[Part]) -> Option<String> {
    let head = parts.iter().take_while(|part| part.role != Role::Body);
    let lines: Vec<_> = head.map(|part| (part.role, part.paragraph.text.as_str())).collect();
    if let Some(number) = lines.iter().find_map(|(_, line)| document_number(line)) {
        return Some(number.to_owned());
    }
    let order = lines.iter().find(|(role, _)| *role == Role::Number)?.1;
    let name = lines.iter().find(|(_, line)| line.ends_with('令')).map_or("", |(_, line)| line);
    Some(format!("{name}{order}"))
}

/// Who issues it: named before 关于 in the title, or by signature, or by the letterhead.
fn issuers(title: &str, signed: &[&str], letterhead: Option<&str>) -> Vec<String> {
    const VERBS: &[&str] = &["关于", "印发", "转发", "批转", "颁布", "发布"];
    let named =
        VERBS.iter().filter_map(|verb| title.find(verb)).min().map_or("", |at| &title[..at]);
    let organs = |text: &str| -> Vec<String> {
        split_organs(text).into_iter().filter(|name| is_organ(name)).collect()
    };
    let titled = organs(named);
    let signed: Vec<String> = signed.iter().flat_map(|text| organs(text)).collect();
    let more = named.contains('等') && signed.len() > titled.len(); // 工业和信息化部等七部门
    if !titled.is_empty() && !more {
        return titled;
    }
    if !signed.is_empty() {
        return signed;
    }
    letterhead
        .map(|text| vec![text.trim_end_matches("文件").trim_end_matches('令').to_owned()])
        .unwrap_or_default()
}

/// Whether a name can be that of an organ.
fn is_organ(name: &str) -> bool {
    const ENDS: &[&str] = &[
        "委", "会", "府", "厅", "室", "局", "部", "院", "署", "办", "中央", "行", "组", "处",
        "中心", "集团", "公司", "大学", "军委", "兵团", "部门", "社", "所", "团", "站", "队", "科",
    ];
    !name.contains([':', '：', '《', '“']) && ENDS.iter().any(|end| name.ends_with(end))
}

/// Names that stand side by side: 中共杭州市委 杭州市人民政府, A、B.
fn split_organs(text: &str) -> Vec<String> {
    const ENDS: &[&str] =
        &["市委", "省委", "区委", "县委", "人民政府", "办公厅", "办公室", "委员会"];
    let mut names = Vec::new();
    for piece in text.split([' ', '\u{3000}', '、', '，']).filter(|piece| !piece.is_empty()) {
        let mut rest = piece;
        while let Some(cut) =
            ENDS.iter().filter_map(|end| rest.find(end).map(|at| at + end.len())).min()
        {
            let after = &rest[cut..];
            let starts_anew = ["中共", "省", "市"].iter().any(|start| after.starts_with(start))
                && after.chars().count() > 4
                || after.chars().count() > 4
                    && after.contains("人民政府")
                    && !after.starts_with("办公");
            if !starts_anew {
                break;
            }
            names.push(rest[..cut].to_owned());
            rest = after;
        }
        names.push(rest.to_owned());
    }
    names
}

fn addressees(head: Option<&str>, imprint: &[&str]) -> Vec<String> {
    match head {
        Some(text) => split_addressees(text.trim_end_matches(['：', ':'])),
        None => listed(imprint, &["主送：", "主送:"]),
    }
}

fn listed(imprint: &[&str], starts: &[&str]) -> Vec<String> {
    let line =
        imprint.iter().find_map(|text| starts.iter().find_map(|start| text.strip_prefix(start)));
    line.map(split_addressees).unwrap_or_default()
}

/// Commas part addressees; 、 parts them where each part is the whole name of an organ.
fn split_addressees(text: &str) -> Vec<String> {
    let names = text.trim_end_matches(['。', '：']).split(['，', ',', '；']);
    let parts = |name: &str| -> Vec<String> {
        let parts: Vec<&str> = name.split('、').collect();
        let whole = parts.iter().all(|part| is_whole_name(part))
            && parts[1..].iter().all(|part| says_whose(part));
        if whole { parts.into_iter().map(str::to_owned).collect() } else { vec![name.to_owned()] }
    };
    names.filter(|name| !name.is_empty()).flat_map(parts).collect()
}

/// 财政部 is a name of its own; 各直属机构, 局 and 安徽 are parts of one: 国务院各部委、各直属机构.
fn is_whole_name(part: &str) -> bool {
    is_organ(part) && !part.contains('各') && !part.ends_with("部门") && part.chars().count() >= 3
}

/// 财政部 and 省公安厅 say whose they are; 公安局 is one of the place named before it.
fn says_whose(part: &str) -> bool {
    const WHOSE: &[&str] = &[
        "国家",
        "中国",
        "中央",
        "全国",
        "国务院",
        "最高",
        "中共",
        "省",
        "市",
        "区",
        "县",
        "州",
        "兵团",
    ];
    const ENDS: &[&str] = &["部", "总局", "总署"];
    let place = part.replace("市场", "");
    ENDS.iter().any(|end| part.ends_with(end)) || WHOSE.iter().any(|word| place.contains(word))
}

/// 中共杭州市委办公厅 2018年7月30日印发, in one line or two.
fn printed_by(imprint: &[&str], printed: Option<&str>) -> Option<String> {
    let printed = printed?;
    let same_line = printed.find(|c: char| c.is_ascii_digit()).map_or("", |at| &printed[..at]);
    if !same_line.is_empty() {
        return Some(same_line.trim_end().to_owned());
    }
    let at = imprint.iter().position(|text| *text == printed)?;
    let before = imprint[..at].last()?;
    (!before.contains(['：', ':'])).then(|| (*before).to_owned())
}

/// The first date of a text, in Arabic digits or 二○一二年一月九日.
pub(super) fn date(text: &str) -> Option<Date> {
    let (before, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (day, _) = rest.split_once('日')?;
    let year: String = before.chars().rev().take_while(|c| value(*c).is_some()).take(4).collect();
    let year: String = year.chars().rev().collect();
    Date::new(
        i16::try_from(positional(&year)?).ok()?,
        i8::try_from(small(month.trim())?).ok()?,
        i8::try_from(small(day.trim())?).ok()?,
    )
    .ok()
}

fn positional(text: &str) -> Option<u32> {
    (text.chars().count() == 4)
        .then(|| text.chars().filter_map(value).fold(0, |sum, digit| sum * 10 + digit))
}

/// A number up to 99: 30, 三十, 二十一.
fn small(text: &str) -> Option<u32> {
    if let Some((tens, ones)) = text.split_once('十') {
        let tens = if tens.is_empty() { 1 } else { value(tens.chars().next()?)? };
        let ones = ones.chars().next().map_or(Some(0), value)?;
        return Some(tens * 10 + ones);
    }
    let digits: Option<Vec<u32>> = text.chars().map(value).collect();
    digits
        .filter(|digits| !digits.is_empty() && digits.len() <= 2)
        .map(|digits| digits.iter().fold(0, |sum, digit| sum * 10 + digit))
}

fn value(c: char) -> Option<u32> {
    const HAN: &str = "〇一二三四五六七八九";
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        '○' | '零' | 'Ｏ' | 'O' => Some(0),
        _ => HAN.chars().position(|known| known == c).map(|at| at as u32),
    }
}
