//! The rules as their callers meet them: JSON in, JSON out.

mod access;
mod appraisal;
mod calendar;
mod customs;
mod draw;
mod ecommerce;
mod every_rule;
mod evidence;
mod examples;
mod explanations;
mod fairness;
mod finance;
mod land;
mod permit;
mod progress;
mod traffic;
