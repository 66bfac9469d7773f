//! Numbers of supervision orders, as they are printed: 督2018-017.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The number of a supervision order 督办单号: its year and its place in it.
///
/// ```
/// use luoshi_delivery::OrderNumber;
/// let number: OrderNumber = "督2018-017".parse().unwrap();
/// assert_eq!(number.to_string(), "督2018-017");
/// assert_eq!(number.plain(), "2018-017"); // As it stands in addresses.
/// assert_eq!("2018-17".parse::<OrderNumber>().unwrap(), number);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrderNumber {
    /// The year it was registered in.
    pub year: i16,
    /// Its place in the year, from 1.
    pub place: u32,
}

/// A text that is no number of an order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no number of an order: 督2018-017")]
pub struct NotAnOrderNumber(String);

impl OrderNumber {
    /// Without its first character, as it stands in addresses.
    pub fn plain(self) -> String {
        format!("{}-{:03}", self.year, self.place)
    }
}

impl FromStr for OrderNumber {
    type Err = NotAnOrderNumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.strip_prefix('督').unwrap_or(text).split_once('-');
        let read = parts.and_then(|(year, place)| {
            let is_plain = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
            let fits = year.len() == 4 && is_plain(year) && is_plain(place);
            fits.then(|| Some(Self { year: year.parse().ok()?, place: place.parse().ok()? }))?
        });
        read.filter(|it| it.place > 0).ok_or_else(|| NotAnOrderNumber(text.to_owned()))
    }
}

impl TryFrom<String> for OrderNumber {
    type Error = NotAnOrderNumber;

    fn try_from(text: String) -> Result<Self, NotAnOrderNumber> {
        text.parse()
    }
}

impl From<OrderNumber> for String {
    fn from(number: OrderNumber) -> Self {
        number.to_string()
    }
}

impl fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "督{}", self.plain())
    }
}
