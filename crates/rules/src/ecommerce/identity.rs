/// Whether this is a citizen's identity number 公民身份号码: 17 digits with a date of birth, and the check digit of
/// GB 11643-1999 (ISO 7064 MOD 11-2).
pub(super) fn is_identity_number(number: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let characters: Vec<char> = number.chars().collect();
    let Some((last, digits)) = characters.split_last().filter(|(_, digits)| digits.len() == 17)
    else {
        return false;
    };
    let Some(digits) = digits.iter().map(|digit| digit.to_digit(10)).collect::<Option<Vec<_>>>()
    else {
        return false;
    };
    let number_of = |from: usize, to: usize| {
        digits.iter().skip(from).take(to - from).fold(0, |number, digit| number * 10 + *digit)
    };
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let check = usize::try_from(sum % 11).ok().and_then(|at| CHECKS.get(at));
    is_day(number_of(6, 10), number_of(10, 12), number_of(12, 14))
        && check == Some(&last.to_ascii_uppercase())
}

fn is_day(year: u32, month: u32, day: u32) -> bool {
    let (Ok(year), Ok(month), Ok(day)) =
        (i16::try_from(year), i8::try_from(month), i8::try_from(day))
    else {
        return false;
    };
    year >= 1800 && jiff::civil::Date::new(year, month, day).is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_identity_number;

    #[test]
    fn the_check_digit_decides() {
        // The numbers are those printed in the standard.
        assert!(is_identity_number("11010519491231002X"));
        assert!(is_identity_number("11010519491231002x"));
        assert!(is_identity_number("440524188001010014"));
        for wrong in [
            "110105194912310021",
            "11010519491331002X",
            "1101051949123100２X",
            "",
            "440524188001010",
        ] {
            assert!(!is_identity_number(wrong), "{wrong}");
        }
    }
}
