//! Which rule found each thing 抽取说明.

use serde_json::{Map, Value, json};

use crate::{Extraction, Rule};

impl Extraction {
    /// The extraction's JSON with a `rule` on everything it found, and what each of these rules says.
    pub fn explained(&self) -> Value {
        let mut whole = json!(self);
        let mut said = Map::new();
        let mut explain = |list: &str, rules: &mut dyn Iterator<Item = Rule>| {
            let Some(Value::Array(things)) = whole.get_mut(list) else { return };
            for (thing, rule) in things.iter_mut().zip(rules) {
                thing["rule"] = json!(rule);
                said.insert(rule.name().to_owned(), json!(rule.says()));
            }
        };
        explain("sentences", &mut self.sentences.iter().map(|it| it.rule));
        explain("tasks", &mut self.tasks.iter().map(|it| it.rule));
        explain("targets", &mut self.targets.iter().map(|it| it.rule));
        explain("deadlines", &mut self.deadlines.iter().map(|it| it.rule));
        explain("responsibilities", &mut self.responsibilities.iter().map(|it| it.rule));
        explain("citations", &mut self.citations.iter().map(|it| it.rule));
        explain("deliverables", &mut self.deliverables.iter().map(|it| it.rule));
        explain("organisations", &mut self.organisations.iter().map(|it| it.rule));
        explain("places", &mut self.places.iter().map(|it| it.rule));
        whole["rules"] = Value::Object(said);
        whole
    }
}
