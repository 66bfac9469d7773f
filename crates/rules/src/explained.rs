use std::cell::Cell;
use std::fmt::Display;

use serde::Serialize;
use serde_json::Value;

thread_local! {
    static KEPT: Cell<bool> = const { Cell::new(true) };
}

/// Computes without keeping steps: for a million lines of which only the results are wanted. The results are the same.
pub fn unexplained<T>(compute: impl FnOnce() -> T) -> T {
    struct Before(bool);
    impl Drop for Before {
        fn drop(&mut self) {
            KEPT.set(self.0);
        }
    }
    let _before = Before(KEPT.replace(false));
    compute()
}

/// Words for a step, written only where steps are kept.
pub(crate) fn words(words: std::fmt::Arguments<'_>) -> String {
    if KEPT.get() { words.to_string() } else { String::new() }
}

/// A value with the steps that led to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained<T> {
    /// The value.
    pub value: T,
    /// The steps, in the order they were computed.
    pub steps: Vec<Step>,
}

/// One step of a computation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// What was done, in words a reader of the regulation knows.
    pub step: String,
    /// What came out. Money, rates and scores are decimal strings, dates are ISO.
    pub value: Value,
}

impl<T> Explained<T> {
    /// A value without any step yet.
    pub fn new(value: T) -> Self {
        Self { value, steps: Vec::new() }
    }

    /// Adds a step. `format_args!` writes its words only where steps are kept.
    #[must_use]
    pub fn step(mut self, step: impl Display, value: impl Serialize) -> Self {
        self.push(step, value);
        self
    }

    /// Whether a step would be kept, where not more than `most` are listed.
    pub fn lists(&self, most: usize) -> bool {
        KEPT.get() && self.steps.len() < most
    }

    /// Adds a step inside of a loop.
    pub fn push(&mut self, step: impl Display, value: impl Serialize) {
        if KEPT.get() {
            let value = serde_json::to_value(value).unwrap_or(Value::Null);
            self.steps.push(Step { step: step.to_string(), value });
        }
    }

    /// Adds the steps of a part.
    #[must_use]
    pub fn and(mut self, part: Vec<Step>) -> Self {
        self.steps.extend(part);
        self
    }

    /// Another value, led to by the same steps.
    pub fn map<U>(self, how: impl FnOnce(T) -> U) -> Explained<U> {
        Explained { value: how(self.value), steps: self.steps }
    }
}
