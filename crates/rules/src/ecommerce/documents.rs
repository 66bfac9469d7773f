//! The messages of an online purchase, as the electronic port names their fields (CEB 311, 411, 511, 621). Fields that
//! no rule looks at may stand beside them.

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::Amount;

/// Order, payment, waybill and inventory 三单一清单, and what they are held against.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Documents {
    /// The day of declaration, whose limits hold; without it they are not checked.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub on: Option<Date>,
    /// The order 订单.
    #[serde(default)]
    pub order: Option<Order>,
    /// The payment 支付单.
    #[serde(default)]
    pub payment: Option<Payment>,
    /// The waybill 运单.
    #[serde(default)]
    pub waybill: Option<Waybill>,
    /// The inventory declared to customs 清单.
    #[serde(default)]
    pub inventory: Option<Inventory>,
    /// The list of goods that may be imported so 零售进口商品清单; without it R7 is not checked.
    #[serde(default)]
    pub list: Option<Vec<Listed>>,
    /// What the buyer has bought this year so; nothing when left out.
    #[serde(default)]
    pub used: Option<Amount>,
    /// Codes of enterprises registered with customs; without them R10 is not checked.
    #[serde(default)]
    pub registered: Option<Vec<String>>,
}

/// An order.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// Its number.
    pub order_no: String,
    /// The platform's code.
    #[serde(default)]
    pub ebp_code: Option<String>,
    /// The seller's code.
    #[serde(default)]
    pub ebc_code: Option<String>,
    /// Price of the goods.
    pub goods_value: Amount,
    /// Freight and other charges.
    #[serde(default)]
    pub freight: Option<Amount>,
    /// What was not paid in money 非现金抵扣.
    #[serde(default)]
    pub discount: Option<Amount>,
    /// Tax collected with the price.
    #[serde(default)]
    pub tax_total: Option<Amount>,
    /// What was paid (spelt so in the message).
    pub actural_paid: Amount,
    /// The currency; 142 is the yuan.
    #[serde(default)]
    pub currency: Option<String>,
    /// Who ordered.
    #[serde(default)]
    pub buyer_name: Option<String>,
    /// What kind of paper identifies them; 1 is the identity card.
    #[serde(default)]
    pub buyer_id_type: Option<String>,
    /// Its number.
    #[serde(default)]
    pub buyer_id_number: Option<String>,
    /// The payment enterprise's code.
    #[serde(default)]
    pub pay_code: Option<String>,
    /// The payment's number.
    #[serde(default)]
    pub pay_transaction_id: Option<String>,
    /// Who receives the goods.
    #[serde(default)]
    pub consignee: Option<String>,
    /// Their telephone.
    #[serde(default)]
    pub consignee_telephone: Option<String>,
    /// Their address.
    #[serde(default)]
    pub consignee_address: Option<String>,
    /// The goods.
    #[serde(default)]
    pub items: Vec<Item>,
}

/// A payment.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Payment {
    /// The order it pays.
    pub order_no: String,
    /// The payment enterprise's code.
    #[serde(default)]
    pub pay_code: Option<String>,
    /// Its number.
    #[serde(default)]
    pub pay_transaction_id: Option<String>,
    /// Who paid.
    #[serde(default)]
    pub payer_name: Option<String>,
    /// The number of their identity card.
    #[serde(default)]
    pub payer_id_number: Option<String>,
    /// How much was paid.
    pub amount_paid: Amount,
    /// The currency.
    #[serde(default)]
    pub currency: Option<String>,
}

/// A waybill.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Waybill {
    /// Its number.
    pub logistics_no: String,
    /// The order it carries, where the waybill says so.
    #[serde(default)]
    pub order_no: Option<String>,
    /// The carrier's code.
    #[serde(default)]
    pub logistics_code: Option<String>,
    /// Who receives the goods.
    #[serde(default)]
    pub consignee: Option<String>,
    /// Their telephone.
    #[serde(default)]
    pub consignee_telephone: Option<String>,
    /// Their address.
    #[serde(default)]
    pub consignee_address: Option<String>,
}

/// An inventory.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Inventory {
    /// The order it declares.
    pub order_no: String,
    /// The waybill it came with.
    #[serde(default)]
    pub logistics_no: Option<String>,
    /// The currency.
    #[serde(default)]
    pub currency: Option<String>,
    /// The goods.
    #[serde(default)]
    pub items: Vec<Item>,
}

/// A good of an order or an inventory.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// The seller's number of the good.
    pub item_no: String,
    /// Its code in the tariff, ten digits; of an inventory.
    #[serde(default)]
    pub gcode: Option<String>,
    /// How many.
    pub qty: Amount,
    /// Price of one; 0 for a present.
    pub price: Amount,
    /// Price of all; `qty` × `price` when left out.
    #[serde(default)]
    pub total_price: Option<Amount>,
}

/// A good that may be imported so.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Its code in the tariff, or the first digits of it.
    pub hs: String,
    /// How many an order may have, where the list says so.
    #[serde(default)]
    pub max_qty: Option<Amount>,
}

impl Item {
    /// Price of all.
    pub(super) fn total(&self) -> Option<Decimal> {
        match self.total_price {
            Some(total) => Some(total.value()),
            None => self.qty.value().checked_mul(self.price.value()),
        }
    }
}
