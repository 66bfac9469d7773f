//! What a web page or a database adds to a document: buttons, navigation, records of where it came from.

use super::scan::head;

/// Whether a line is no part of the document.
pub(super) fn is_chrome(line: &str, place: Place) -> bool {
    is_record(line)
        || is_link(line)
        || place == Place::Head
            && (is_button(line) || is_rule(line) || is_clock(line) || is_caption(line))
}

/// Whether a library's note on rights begins here, which goes on to the end of the page.
pub(super) fn notes_rights(text: &str) -> bool {
    ["本作品是中华人民共和国的", "本作品来自"].iter().any(|start| text.starts_with(start))
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Above the first sentence, where one word alone is a button and no paragraph.
    Head,
    /// From the first sentence on.
    Text,
}

/// Whether a line is the name of a record whose value stands on the next line: `来源：`.
pub(super) fn awaits_value(line: &str) -> bool {
    let name = line.trim_end_matches(['：', ':', '*', ' ', '\u{3000}']);
    let button = ["分享", "字", "打印"].iter().any(|start| name.starts_with(start));
    name.len() < line.len() && is_record_name(name) && !button || line == ">"
}

/// 发布日期：2025-10-31, 【发布部门】 …, 责任编辑：…
fn is_record(line: &str) -> bool {
    let line = line.strip_prefix("- ").unwrap_or(line).trim_start_matches('*');
    let line = head(line, 60);
    if let Some((name, _)) = line.strip_prefix('【').and_then(|rest| rest.split_once('】')) {
        return is_record_name(name) || DATABASE.contains(&name);
    }
    let end = line.find(['：', ':', '*']);
    end.is_some_and(|end| end <= 30 && is_record_name(line[..end].trim()))
}

fn is_record_name(name: &str) -> bool {
    let is = |record: &str| name.chars().filter(|c| !c.is_whitespace()).eq(record.chars());
    name.len() <= 60 && RECORDS.iter().any(|record| is(record))
}

/// Records that web pages keep of an article.
const RECORDS: &[&str] = &[
    "发布日期",
    "发布机构",
    "发布时间",
    "发表时间",
    "发布部门",
    "原文链接",
    "检索时间",
    "检索关键词",
    "分类",
    "来源",
    "文档类型",
    "文件名称",
    "文件编号",
    "文件编码",
    "索引号",
    "索取号",
    "主题分类",
    "主题词",
    "发文机关",
    "发文机构",
    "发文单位",
    "公文种类",
    "公开类别",
    "公开方式",
    "公开范围",
    "公开程序",
    "公开责任部门",
    "信息来源",
    "信息类别",
    "稿件来源",
    "文章来源",
    "发文日期",
    "生成日期",
    "公布日期",
    "失效日期",
    "生效日期",
    "实施日期",
    "有效性",
    "时效",
    "效力",
    "浏览次数",
    "浏览量",
    "阅读量",
    "阅读次数",
    "点击数",
    "访问量",
    "访问次数",
    "责任编辑",
    "编辑",
    "审核",
    "校对",
    "作者",
    "记者",
    "当前位置",
    "您的位置",
    "您当前的位置",
    "您现在的位置",
    "当前所在位置",
    "所在位置",
    "字体",
    "字号",
    "分享",
    "分享到",
    "时间",
    "日期",
    "标签",
    "关键词",
    "相关报道",
    "相关文档",
    "相关链接",
    "相关附件",
    "相关解读",
    "上一篇",
    "下一篇",
    "主办单位",
    "主办",
    "承办",
    "承办单位",
    "联系地址",
    "技术支持",
    "网站标识码",
    "网站地图",
    "版权所有",
    "摄影",
    "图片来源",
    "责编",
    "标题",
    "标 题",
    "文号",
    "发文字号",
];

/// Names of the fields a law database prints in 【】.
const DATABASE: &[&str] = &[
    "法宝引证码",
    "原文下载",
    "相关附件",
    "发布部门",
    "发布日期",
    "实施日期",
    "时效性",
    "效力级别",
    "法规类别",
    "发文字号",
    "失效依据",
    "批准部门",
    "批准日期",
    "打印本页",
    "打印",
    "关闭窗口",
    "关闭",
    "字体",
    "字号",
];

/// Lines that are an address, or markup that says nothing.
fn is_link(line: &str) -> bool {
    const STARTS: &[&str] = &[
        "http://",
        "https://",
        "www.",
        "- [",
        "<!--",
        "【字",
        "【打印",
        "【关闭",
        "【法宝",
        "【原文",
        "【相关附件",
        "[打印",
        "[关闭",
        "扫一扫",
        "扫描二维码",
        "版权所有",
        "网站地图",
        "网站标识码",
        "Copyright",
        "©",
    ];
    const WITHIN: &[&str] = &["ICP备", "公网安备", "-->"];
    let address = head(line, 20).contains("http") && !line.contains('。');
    address
        || STARTS.iter().any(|start| line.starts_with(start))
        || line.len() < 120 && WITHIN.iter().any(|part| line.contains(part))
}

/// One word of a page's frame, standing alone.
fn is_button(line: &str) -> bool {
    const BUTTONS: &[&str] = &[
        "下载",
        "打印",
        "全屏",
        "收藏",
        "加大",
        "还原",
        "减小",
        "大",
        "中",
        "小",
        "默认",
        "超大",
        "首页",
        "政策",
        "通知",
        "分享",
        "分享到",
        "微信",
        "微博",
        "返回",
        "返回顶部",
        "关闭",
        "关闭窗口",
        "打印本页",
        "政务公开",
        "政府信息公开",
        "政策全文",
        "正文",
        "全文",
        "基本信息",
        "字体",
        "字号",
        "放大",
        "缩小",
        "繁體",
        "无障碍",
        "政策文件",
        "登录",
        "注册",
        "English",
        "简体",
        "繁体",
        "下载全文",
        "下载文字版",
        "下载图片版",
        "听报道",
        "我要纠错",
        "当前位置",
        "保护视力色",
    ];
    let bare = line.trim_matches(|c: char| "【】[]<>|×·* ".contains(c));
    BUTTONS.contains(&bare) || bare.starts_with("新华社") && bare.ends_with('电')
}

/// Signs that part one thing from another: `---`, `>`, `】`.
fn is_rule(line: &str) -> bool {
    !line.starts_with('—') && !line.chars().any(char::is_alphanumeric)
}

/// 2026-02-09 09:45:30, 2026年02月10日 07时41分, 2025/01/20 价格司
fn is_clock(line: &str) -> bool {
    let mut parts = line.splitn(3, ['-', '/', '.', '年']);
    let year = parts.next().is_some_and(|year| year.len() == 4 && year.parse::<u32>().is_ok());
    let month = parts.next().is_some_and(|month| month.parse::<u32>().is_ok());
    year && (month || line.contains('时')) && line.len() < 60
}

/// The words under a picture.
fn is_caption(line: &str) -> bool {
    line.len() < 150
        && (line.ends_with('摄') && line.contains("记者") || line.ends_with("作政府工作报告"))
}
