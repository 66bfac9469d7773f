//! The language of policy documents 公文语言: what can be read from characters alone.
//!
//! Pure: characters in, values out. Nothing here knows what a document is.

mod bound;
mod calendar;
mod char_set;
mod cursor;
mod healed;
mod lexicon;
mod look_alike;
mod moment;
mod numeral;
mod period;
mod quantity;
mod scan;
mod sentence;
mod span;
mod unit;

pub use bound::Bound;
pub use char_set::CharSet;
pub use healed::Healed;
pub use lexicon::Lexicon;
pub use moment::Moment;
pub use numeral::{Numeral, Rough};
pub use period::{Edge, Period, Time, periods, periods_among};
pub use quantity::{Quantity, quantities, quantities_among};
pub use scan::{Beginnings, Place, Places, Scanner};
pub use sentence::{sentence_marks, sentences, sentences_among};
pub use span::Span;
pub use unit::{Currency, Dimension, Unit};
