//! The few shapes of JSON Schema that rules use.

use serde_json::{Map, Value};

/// A part of a rule's schema, with the definitions it refers to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schema<'s> {
    node: &'s Value,
    root: &'s Value,
}

/// How a part of the input is filled in.
#[derive(Clone, Debug)]
pub(super) enum Shape<'s> {
    Text,
    Whole,
    /// Yes, else no.
    Flag,
    /// Yes, no, or left open.
    YesNo,
    /// One of these words; whether it may be left open.
    Choice(Vec<&'s str>),
    /// Texts, one a line.
    Lines,
    /// Objects, one a row.
    Rows(Schema<'s>),
    /// An object.
    Group(Schema<'s>),
    /// Anything else: written as JSON.
    Json,
}

impl<'s> Schema<'s> {
    /// The schema of a whole input.
    pub(crate) fn new(root: &'s Value) -> Self {
        Self { node: root, root }
    }

    pub(crate) fn description(self) -> &'s str {
        self.node.get("description").and_then(Value::as_str).unwrap_or_default()
    }

    /// The fields of an object: those that are required first.
    pub(super) fn properties(self) -> Vec<(&'s str, Self, bool)> {
        let object = self.resolved();
        let required: Vec<&str> = object.strings("required");
        let all = object.node.get("properties").and_then(Value::as_object);
        let all = all.into_iter().flatten();
        let mut fields: Vec<_> = all
            .map(|(name, node)| {
                (name.as_str(), Self { node, ..self }, required.contains(&name.as_str()))
            })
            .collect();
        fields.sort_by_key(|(_, _, required)| !required);
        fields
    }

    pub(super) fn shape(self) -> Shape<'s> {
        let schema = self.resolved();
        if let Some(words) = schema.choices() {
            return Shape::Choice(words);
        }
        let types = schema.types();
        let is = |name: &str| types.contains(&name);
        if is("boolean") {
            let no = self.node.get("default") == Some(&Value::Bool(false));
            return if no { Shape::Flag } else { Shape::YesNo };
        }
        if is("integer") {
            return Shape::Whole;
        }
        if is("string") {
            return Shape::Text;
        }
        if is("array") {
            return schema.list();
        }
        match is("object") && schema.node.get("properties").is_some() {
            true => Shape::Group(schema),
            false => Shape::Json,
        }
    }

    fn list(self) -> Shape<'s> {
        let Some(items) = self.node.get("items").map(|node| Self { node, ..self }) else {
            return Shape::Json;
        };
        match items.shape() {
            Shape::Text => Shape::Lines,
            Shape::Group(object) => Shape::Rows(object),
            _ => Shape::Json,
        }
    }

    /// Behind references and what may be left out.
    fn resolved(self) -> Self {
        if let Some(name) = self.node.get("$ref").and_then(Value::as_str) {
            let place = name.trim_start_matches('#');
            return self.root.pointer(place).map_or(self, |node| Self { node, ..self }.resolved());
        }
        let parts = self.node.get("anyOf").and_then(Value::as_array);
        let mut real = parts.into_iter().flatten().filter(|part| part["type"] != "null");
        match (real.next(), real.next()) {
            (Some(node), None) => Self { node, ..self }.resolved(),
            _ => self,
        }
    }

    fn types(self) -> Vec<&'s str> {
        match self.node.get("type") {
            Some(Value::String(one)) => vec![one.as_str()],
            _ => self.strings("type"),
        }
    }

    fn choices(self) -> Option<Vec<&'s str>> {
        let listed = self.strings("enum");
        if !listed.is_empty() {
            return Some(listed);
        }
        let parts = self.node.get("oneOf")?.as_array()?;
        parts.iter().map(|part| part.get("const")?.as_str()).collect()
    }

    fn strings(self, key: &str) -> Vec<&'s str> {
        let list = self.node.get(key).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str).collect()
    }
}

/// The fields of an object; none of anything else.
pub(super) fn object(value: &Value) -> &Map<String, Value> {
    static NOTHING: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
    value.as_object().unwrap_or(&NOTHING)
}
