use rust_decimal::Decimal;

/// `base` to the power of `above`/`below`, for a base that is not negative; `None` when it is too large.
///
/// By halving an interval: the same digits on every machine, no floating point; exact to about 20 digits.
pub(crate) fn power(base: Decimal, above: u32, below: u32) -> Option<Decimal> {
    let raised = whole_power(base, above)?;
    if below == 1 || raised.is_zero() || raised == Decimal::ONE {
        return Some(raised);
    }
    let (mut low, mut high) = (Decimal::ZERO, raised.max(Decimal::ONE));
    for _ in 0..180 {
        let middle = low.checked_add(high)?.checked_div(Decimal::TWO)?;
        if middle == low || middle == high {
            break;
        }
        // A power too large to hold is larger than `raised`.
        match whole_power(middle, below) {
            Some(power) if power <= raised => low = middle,
            _ => high = middle,
        }
    }
    Some(low)
}

/// The square root of a number that is not negative.
pub(crate) fn square_root(value: Decimal) -> Option<Decimal> {
    power(value, 1, 2)
}

fn whole_power(base: Decimal, exponent: u32) -> Option<Decimal> {
    let (mut product, mut square, mut rest) = (Decimal::ONE, base, exponent);
    while rest > 0 {
        if rest % 2 == 1 {
            product = product.checked_mul(square)?;
        }
        rest /= 2;
        if rest > 0 {
            square = square.checked_mul(square)?;
        }
    }
    Some(product)
}
