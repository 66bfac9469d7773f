//! The ten checks R1–R10, each on what it looks at.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::documents::{Documents, Inventory, Item, Listed, Order, Payment, Waybill};
use super::identity::is_identity_number;
use super::matching::Code;
use super::retail_tax::{Channel, LimitCode, limits};
use crate::{Amount, Error, Exact, money};

/// What agrees with what.
#[derive(Debug, Deserialize)]
pub(super) struct Matching {
    pub(super) tolerance: Decimal,
    pub(super) currency: String,
    pub(super) id_type: String,
}

/// What a check found; the code and the reason of a failure.
pub(super) enum Finding {
    Pass(String),
    Fail(Code, String),
    Skipped(String),
}

use Finding::{Fail, Pass, Skipped};

/// R1: all four are there and name the same order.
pub(super) fn presence(input: &Documents) -> Vec<Finding> {
    let Documents { order, payment, waybill, inventory, .. } = input;
    let Some(order) = order else {
        return vec![Fail(Code::MissingOrder, "there is no order 订单".to_owned())];
    };
    let no = &order.order_no;
    let paid = payment.as_ref().is_some_and(|payment| {
        payment.order_no == *no && agree(&order.pay_transaction_id, &payment.pay_transaction_id)
    });
    let declared = inventory.as_ref().is_some_and(|inventory| inventory.order_no == *no);
    let carried = waybill.as_ref().is_some_and(|waybill| {
        let named = inventory.as_ref().and_then(|inventory| inventory.logistics_no.as_ref());
        waybill.order_no.as_ref().is_none_or(|of| of == no)
            && named.is_none_or(|named| *named == waybill.logistics_no)
    });
    let each = [
        (paid, Code::MissingPayment, "payment 支付单"),
        (carried, Code::MissingWaybill, "waybill 运单"),
        (declared, Code::MissingInventory, "inventory 清单"),
    ];
    let missing: Vec<_> = each
        .into_iter()
        .filter(|(there, ..)| !there)
        .map(|(_, code, name)| Fail(code, format!("there is no {name} of order {no}")))
        .collect();
    if missing.is_empty() {
        vec![Pass(format!("order, payment, waybill and inventory name order {no} 三单齐"))]
    } else {
        missing
    }
}

/// Whether two fields are the same wherever both are given.
fn agree(one: &Option<String>, other: &Option<String>) -> bool {
    one.as_ref().zip(other.as_ref()).is_none_or(|(one, other)| one.trim() == other.trim())
}

/// R2: what was paid = price + freight + tax − discount.
pub(super) fn formula(order: &Order, terms: &Matching) -> Result<Finding, Error> {
    let [freight, tax, discount] = [order.freight, order.tax_total, order.discount]
        .map(|part| part.unwrap_or(Amount::ZERO).value());
    let (goods, paid) = (order.goods_value.value(), order.actural_paid.value());
    let sum = (Exact::of(goods) + freight + tax - discount).value("order.goodsValue")?;
    let detail = format!(
        "paid {paid}, price + freight + tax − discount {goods} + {freight} + {tax} − {discount} = {sum}"
    );
    let close = (paid - sum).abs() <= terms.tolerance;
    Ok(if close { Pass(detail) } else { Fail(Code::AmtFormula, detail) })
}

/// R3: what was paid = what the payment says.
pub(super) fn paid(order: &Order, payment: Option<&Payment>) -> Finding {
    let Some(payment) = payment else { return Skipped("there is no payment".to_owned()) };
    let (paid, amount) = (order.actural_paid, payment.amount_paid);
    let detail = format!("order says paid {}, payment says {}", paid.value(), amount.value());
    if paid == amount { Pass(detail) } else { Fail(Code::AmtPay, detail) }
}

/// R4: who ordered = who paid.
pub(super) fn payer(order: &Order, payment: Option<&Payment>) -> Finding {
    let Some(payment) = payment else { return Skipped("there is no payment".to_owned()) };
    let pairs = [
        ("buyerName, payerName", &order.buyer_name, &payment.payer_name),
        ("buyerIdNumber, payerIdNumber", &order.buyer_id_number, &payment.payer_id_number),
    ];
    same(Code::BuyerPayer, &pairs)
}

/// R5: who receives on the order = on the waybill.
pub(super) fn consignee(order: &Order, waybill: Option<&Waybill>) -> Finding {
    let Some(waybill) = waybill else { return Skipped("there is no waybill".to_owned()) };
    let pairs = [
        ("consignee", &order.consignee, &waybill.consignee),
        ("consigneeTelephone", &order.consignee_telephone, &waybill.consignee_telephone),
        ("consigneeAddress", &order.consignee_address, &waybill.consignee_address),
    ];
    same(Code::Consignee, &pairs)
}

/// Every pair is the same. Names are not repeated in the detail: they are personal data.
fn same(code: Code, pairs: &[(&str, &Option<String>, &Option<String>)]) -> Finding {
    if let Some((names, ..)) = pairs.iter().find(|(_, one, other)| !agree(one, other)) {
        return Fail(code, format!("{names} differ"));
    }
    match pairs.iter().find(|(_, one, other)| one.is_none() || other.is_none()) {
        Some((names, ..)) => Skipped(format!("{names}: not given on both")),
        None => Pass("the same on both 一致".to_owned()),
    }
}

/// R6: the goods declared are the goods ordered, and their prices add up.
pub(super) fn items(
    order: &Order,
    inventory: Option<&Inventory>,
    terms: &Matching,
) -> Result<Finding, Error> {
    if order.items.is_empty() {
        return Ok(Skipped("order.items: not given".to_owned()));
    }
    let mut sum = Exact::of(Decimal::ZERO);
    for (at, item) in order.items.iter().enumerate() {
        let field = format!("order.items[{at}].qty");
        sum = sum + item.total().ok_or_else(|| Error::input(field, "too large"))?;
    }
    let sum = sum.value("order.items")?;
    let goods = order.goods_value.value();
    if (sum - goods).abs() > terms.tolerance {
        return Ok(Fail(Code::Item, format!("prices of the goods are {sum}, goodsValue {goods}")));
    }
    let Some(inventory) = inventory else {
        return Ok(Skipped("there is no inventory".to_owned()));
    };
    let (ordered, declared) = (sorted(&order.items), sorted(&inventory.items));
    if ordered.len() != declared.len() {
        let detail = format!("{} goods ordered, {} declared", ordered.len(), declared.len());
        return Ok(Fail(Code::Item, detail));
    }
    Ok(match ordered.iter().zip(&declared).find(|(one, other)| one != other) {
        Some((one, other)) => Fail(Code::Item, format!("ordered {one:?}, declared {other:?}")),
        None => Pass(format!("{} goods, together {sum}", ordered.len())),
    })
}

fn sorted(items: &[Item]) -> Vec<(&str, Decimal, Decimal)> {
    let key = |item: &Item| (item.qty.value(), item.price.value());
    let mut sorted: Vec<_> =
        items.iter().map(|item| (item.item_no.trim(), key(item).0, key(item).1)).collect();
    sorted.sort_unstable();
    sorted
}

/// R7: every good is on the list, and not more of it than the list allows.
pub(super) fn listed(inventory: Option<&Inventory>, input: &Documents) -> Finding {
    let (Some(inventory), Some(list)) = (inventory, &input.list) else {
        return Skipped("list or inventory: not given".to_owned());
    };
    let list: BTreeMap<_, _> = list.iter().map(|listed| (listed.hs.as_str(), listed)).collect();
    for item in &inventory.items {
        let Some(code) = &item.gcode else {
            return Skipped(format!("gcode of {}: not given", item.item_no));
        };
        let Some(listed) = longest_prefix(&list, code) else {
            return Fail(Code::NotOnList, format!("{code} is not on the list 清单"));
        };
        if let Some(most) = listed.max_qty.filter(|most| item.qty > *most) {
            let (qty, most) = (item.qty.value(), most.value());
            return Fail(Code::NotOnList, format!("{qty} of {code}, the list allows {most}"));
        }
    }
    Pass(format!("{} goods are on the list", inventory.items.len()))
}

/// The line of the list that says most digits of a code.
fn longest_prefix<'a>(list: &BTreeMap<&str, &'a Listed>, code: &str) -> Option<&'a Listed> {
    let ends = code.char_indices().map(|(at, character)| at + character.len_utf8());
    ends.rev().find_map(|end| list.get(code.get(..end)?).copied())
}

/// R8: within the limits of one order and of a year.
pub(super) fn within_limits(order: &Order, input: &Documents) -> Result<Finding, Error> {
    let Some(on) = input.on else { return Ok(Skipped("on: not given".to_owned())) };
    let freight = order.freight.unwrap_or(Amount::ZERO).value();
    let cv = (Exact::of(order.goods_value.value()) + freight).value("order.goodsValue")?;
    let used = input.used.unwrap_or(Amount::ZERO).value();
    let after = (Exact::of(used) + cv).value("used")?;
    let single = match order.items.as_slice() {
        [] => true,
        [one] => one.qty.value() <= Decimal::ONE,
        _ => false,
    };
    let (channel, limit) = limits(on)?.channel(cv, after, if single { 1 } else { 2 });
    let detail = format!("value {}, in the year {}", money(cv), money(after));
    Ok(match (channel, limit) {
        (Channel::Retail | Channel::RetailFull, _) => Pass(detail),
        (_, Some(LimitCode::LimitYear)) => Fail(Code::LimitYear, detail),
        _ => Fail(Code::LimitOnce, detail),
    })
}

/// R9: yuan, identity card, and its number.
pub(super) fn format(order: &Order, input: &Documents, terms: &Matching) -> Finding {
    let currencies = [
        ("order", order.currency.as_ref()),
        ("payment", input.payment.as_ref().and_then(|payment| payment.currency.as_ref())),
        ("inventory", input.inventory.as_ref().and_then(|inventory| inventory.currency.as_ref())),
    ];
    for (name, currency) in currencies {
        if let Some(currency) = currency.filter(|currency| **currency != terms.currency) {
            let detail = format!("currency of the {name} is {currency}, not {}", terms.currency);
            return Fail(Code::Format, detail);
        }
    }
    if let Some(kind) = order.buyer_id_type.as_ref().filter(|kind| **kind != terms.id_type) {
        return Fail(Code::Format, format!("buyerIdType is {kind}, not {}", terms.id_type));
    }
    match &order.buyer_id_number {
        None => Skipped("buyerIdNumber: not given".to_owned()),
        Some(number) if is_identity_number(number.trim()) => {
            Pass("currency, kind and number of the identity card 身份证".to_owned())
        }
        Some(_) => Fail(Code::Format, "buyerIdNumber is no identity number (GB 11643)".to_owned()),
    }
}

/// R10: platform, seller, payment enterprise and carrier are registered with customs.
pub(super) fn registered(order: &Order, input: &Documents) -> Finding {
    let Some(known) = &input.registered else {
        return Skipped("registered: not given".to_owned());
    };
    let paid = input.payment.as_ref().and_then(|payment| payment.pay_code.as_ref());
    let codes = [
        ("ebpCode", order.ebp_code.as_ref()),
        ("ebcCode", order.ebc_code.as_ref()),
        ("payCode", paid.or(order.pay_code.as_ref())),
        ("logisticsCode", input.waybill.as_ref().and_then(|bill| bill.logistics_code.as_ref())),
    ];
    let unknown = codes.iter().find(|(_, code)| code.is_some_and(|code| !known.contains(code)));
    if let Some((name, Some(code))) = unknown {
        return Fail(Code::Unreg, format!("{name} {code} is not registered"));
    }
    match codes.iter().find(|(_, code)| code.is_none()) {
        Some((name, _)) => Skipped(format!("{name}: not given")),
        None => Pass("all four enterprises are registered".to_owned()),
    }
}
