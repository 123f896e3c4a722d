//! A mark as the keys of a JSON object, both ways: those of the tables, `mark` saying the kind.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::model::{Anchor, COUNTED, EntityId, MarkBody, Speech};
use crate::text::collapse;
use crate::time;

/// The keys of an object.
pub type Keys = Map<String, Value>;

/// Why something was passed over, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub message: String,
    pub hint: &'static str,
}

impl Fault {
    pub fn new(message: impl Into<String>, hint: &'static str) -> Self {
        Self {
            message: message.into(),
            hint,
        }
    }
}

const KEYS: &str =
    "give the keys that the documentation of annotators lists for this kind of mark, and no others";
const ENTITY: &str =
    "name the stem of a file in content/entities; the lines before the passages list them all";
const EDTF: &str = "write dates as EDTF (2031-03-09, 2031-03, 2031-03-09/2031-03-12, 2031~) or as a duration (P3D)";
/// The longest words that may say what a figure is of, in characters.
const LONGEST_OF: usize = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MentionKeys {
    entity: String,
    #[serde(default)]
    metonym: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DateKeys {
    value: String,
    utc: Option<String>,
    anchor: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuotationKeys {
    kind: Option<String>,
    speaker: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FigureKeys {
    counted: String,
    min: Option<f64>,
    max: Option<f64>,
    #[serde(default)]
    change: bool,
    of: Option<String>,
    claimant: Option<String>,
    as_of: Option<String>,
}

/// The mark that keys say; `resolve` gives the entity that an id stands for, where there is one.
///
/// # Errors
///
/// What does not hold: a key, an enum word, an entity, an EDTF value, a range.
pub fn read(mut keys: Keys, resolve: impl Fn(&str) -> Option<EntityId>) -> Result<MarkBody, Fault> {
    let kind = match keys.remove("mark") {
        Some(Value::String(kind)) => kind,
        _ => return Err(Fault::new("the key 'mark' is missing", KINDS)),
    };
    let entity = |id: String| {
        let unknown = || Fault::new(format!("there is no entity '{id}'"), ENTITY);
        resolve(&id).ok_or_else(unknown)
    };
    match kind.as_str() {
        "mention" => {
            let MentionKeys {
                entity: id,
                metonym,
            } = typed(keys)?;
            let entity = entity(id)?;
            Ok(MarkBody::Mention { entity, metonym })
        }
        "date" => date(typed(keys)?),
        "quotation" => {
            let QuotationKeys { kind, speaker } = typed(keys)?;
            let speech = word(
                kind.as_deref(),
                Speech::Direct,
                &[Speech::Direct, Speech::Indirect],
                Speech::as_str,
            )?;
            let speaker = speaker.map(entity).transpose()?;
            Ok(MarkBody::Quotation { speech, speaker })
        }
        "figure" => {
            let mut keys: FigureKeys = typed(keys)?;
            let claimant = keys.claimant.take().map(entity).transpose()?;
            figure(keys, claimant)
        }
        _ => {
            let message = format!("there is no mark '{kind}'");
            Err(Fault::new(message, KINDS))
        }
    }
}

const KINDS: &str = "mark is mention, date, quotation or figure";

fn typed<T: for<'de> Deserialize<'de>>(keys: Keys) -> Result<T, Fault> {
    serde_json::from_value(Value::Object(keys)).map_err(|fault| Fault::new(fault.to_string(), KEYS))
}

fn date(keys: DateKeys) -> Result<MarkBody, Fault> {
    let DateKeys { value, utc, anchor } = keys;
    if !time::is_valid(&value) {
        return Err(Fault::new(format!("'{value}' is not EDTF"), EDTF));
    }
    if let Some(utc) = utc.as_deref().filter(|utc| !is_instant(utc)) {
        return Err(Fault::new(
            format!("'{utc}' is no instant in UTC"),
            "write the instant as 2031-03-09T08:30Z, or leave the key out",
        ));
    }
    let anchors = [
        Anchor::None,
        Anchor::Report,
        Anchor::Previous,
        Anchor::Following,
        Anchor::Comment,
    ];
    let anchor = word(anchor.as_deref(), Anchor::None, &anchors, Anchor::as_str)?;
    Ok(MarkBody::Date { value, utc, anchor })
}

fn is_instant(value: &str) -> bool {
    value.contains('T') && value.ends_with('Z') && !value.contains('/') && time::is_valid(value)
}

fn figure(keys: FigureKeys, claimant: Option<EntityId>) -> Result<MarkBody, Fault> {
    let FigureKeys {
        counted,
        min,
        max,
        change,
        of,
        as_of,
        ..
    } = keys;
    word(Some(&counted), "", &COUNTED, |known| known)?;
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        return Err(Fault::new(
            "min is greater than max",
            "give the smaller end of the range as min; leave an end out where it is open",
        ));
    }
    if let Some(as_of) = as_of.as_deref().filter(|as_of| !time::is_valid(as_of)) {
        return Err(Fault::new(format!("'{as_of}' is not EDTF"), EDTF));
    }
    let of = of.map(|of| collapse(&of)).filter(|of| !of.is_empty());
    let is_sound = |of: &String| of.chars().count() <= LONGEST_OF && !of.contains(char::is_control);
    if of.as_ref().is_some_and(|of| !is_sound(of)) {
        return Err(Fault::new(
            "'of' is no few words",
            "give the words for what is counted, or an entity, in 200 characters or less",
        ));
    }
    Ok(MarkBody::Figure {
        counted,
        min,
        max,
        change,
        of,
        claimant,
        as_of,
    })
}

/// The value that a word of the tables stands for; the first where nothing is said.
fn word<T: Copy>(
    said: Option<&str>,
    unsaid: T,
    values: &[T],
    known: impl Fn(T) -> &'static str,
) -> Result<T, Fault> {
    let Some(said) = said else {
        return Ok(unsaid);
    };
    let found = values.iter().find(|value| known(**value) == said);
    found.copied().ok_or_else(|| {
        let words: Vec<&str> = values.iter().map(|value| known(*value)).collect();
        let message = format!("'{said}' is none of {}", words.join(", "));
        Fault::new(message, "use one of these words")
    })
}

/// The keys of a mark; None for what only people write.
pub fn written(body: &MarkBody) -> Option<Keys> {
    let value = match body {
        MarkBody::Mention { entity, metonym } => {
            json!({ "mark": "mention", "entity": entity.as_str(), "metonym": metonym })
        }
        MarkBody::Date { value, utc, anchor } => {
            json!({ "mark": "date", "value": value, "utc": utc, "anchor": anchor.as_str() })
        }
        MarkBody::Quotation { speech, speaker } => {
            let speaker = speaker.as_ref().map(EntityId::as_str);
            json!({ "mark": "quotation", "kind": speech.as_str(), "speaker": speaker })
        }
        MarkBody::Figure {
            counted,
            min,
            max,
            change,
            of,
            claimant,
            as_of,
        } => json!({
            "mark": "figure", "change": change, "counted": counted, "of": of, "min": min, "max": max,
            "claimant": claimant.as_ref().map(EntityId::as_str), "as_of": as_of,
        }),
        MarkBody::Correction { .. } | MarkBody::Markdown { .. } => return None,
    };
    match value {
        Value::Object(keys) => Some(keys),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> Result<MarkBody, String> {
        let keys = serde_json::from_str(line).unwrap();
        let known = |id: &str| (id == "ida").then(|| EntityId::new(id));
        read(keys, known).map_err(|fault| fault.message)
    }

    #[test]
    fn what_is_written_is_read() {
        for line in [
            r#"{"mark":"mention","entity":"ida","metonym":true}"#,
            r#"{"mark":"date","value":"2031-03-09T10:30+02:00","utc":"2031-03-09T08:30Z","anchor":"report"}"#,
            r#"{"mark":"date","value":"P3D","utc":null,"anchor":"none"}"#,
            r#"{"mark":"quotation","kind":"indirect","speaker":null}"#,
            r#"{"mark":"figure","change":true,"counted":"money","of":"euros","min":1.5,"max":null,"claimant":"ida","as_of":"2031"}"#,
        ] {
            let body = said(line).unwrap();
            let again = Value::Object(written(&body).unwrap()).to_string();
            assert_eq!(again, line);
        }
    }

    #[test]
    fn what_does_not_hold_is_said() {
        for (line, message) in [
            (r#"{"entity":"ida"}"#, "the key 'mark' is missing"),
            (r#"{"mark":"verb"}"#, "there is no mark 'verb'"),
            (
                r#"{"mark":"mention","entity":"ada"}"#,
                "there is no entity 'ada'",
            ),
            (r#"{"mark":"mention"}"#, "missing field `entity`"),
            (
                r#"{"mark":"mention","entity":"ida","score":1}"#,
                "unknown field `score`, expected `entity` or `metonym`",
            ),
            (
                r#"{"mark":"date","value":"last week"}"#,
                "'last week' is not EDTF",
            ),
            (
                r#"{"mark":"date","value":"2031","utc":"2031"}"#,
                "'2031' is no instant in UTC",
            ),
            (
                r#"{"mark":"date","value":"2031","anchor":"before"}"#,
                "'before' is none of none, report, previous, following, comment",
            ),
            (
                r#"{"mark":"quotation","speaker":"ada"}"#,
                "there is no entity 'ada'",
            ),
            (
                r#"{"mark":"figure","counted":"money","min":3,"max":2}"#,
                "min is greater than max",
            ),
            (
                r#"{"mark":"figure","counted":"cats"}"#,
                "'cats' is none of dead, wounded, displaced, captured, forces, duration, distance, money, other",
            ),
        ] {
            assert_eq!(said(line), Err(message.to_owned()), "{line}");
        }
    }
}
