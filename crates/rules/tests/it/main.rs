//! The rules as their callers meet them: JSON in, JSON out.

mod calendar;
mod every_rule;
mod examples;
