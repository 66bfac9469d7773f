//! Radicals that stand for whole characters 部首字: some programs that make PDF write ⽬ for 目.
//!
//! Source: EquivalentUnifiedIdeograph of the Unicode Character Database, but 户 for ⼾ as in mainland type.

/// U+2E80 to U+2EF3, CJK Radicals Supplement; 〓 where there is no such character.
const SUPPLEMENT: &str = "\
    〓厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵〓旡日月歺母民氵氺灬爫爫丬牛\
    犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑\
    钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";
/// U+2F00 to U+2FD5, Kangxi Radicals.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀\
    寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋\
    比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸\
    缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛\
    辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻\
    黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// The character that a radical stands for; any other stands for itself.
pub(super) fn unified(char: char) -> char {
    let (table, first) = match char {
        '\u{2E80}'..='\u{2EF3}' => (SUPPLEMENT, 0x2E80),
        '\u{2F00}'..='\u{2FD5}' => (KANGXI, 0x2F00),
        _ => return char,
    };
    let found = table.chars().nth((char as u32 - first) as usize);
    found.filter(|found| *found != '〓').unwrap_or(char)
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn radicals_are_characters_again() {
        let read: String = "⻔⼾⽬⾼⽔⻅⿕⻳目".chars().map(unified).collect();
        assert_eq!(read, "门户目高水见龠龟目");
    }
}
