use rust_decimal::Decimal;

/// `base` to the power of `above`/`below`, for a base from 0 to 1, exact to about 20 places.
///
/// By halving an interval: the same digits on every machine, no floating point.
pub(super) fn power(base: Decimal, above: u32, below: u32) -> Option<Decimal> {
    let raised = whole_power(base, above)?;
    let (mut low, mut high) = (Decimal::ZERO, Decimal::ONE);
    if raised == high {
        return Some(high);
    }
    for _ in 0..80 {
        let middle = low.checked_add(high)?.checked_div(Decimal::TWO)?;
        if whole_power(middle, below)? <= raised { low = middle } else { high = middle }
    }
    Some(low)
}

fn whole_power(base: Decimal, exponent: u32) -> Option<Decimal> {
    (0..exponent).try_fold(Decimal::ONE, |product, _| product.checked_mul(base))
}
