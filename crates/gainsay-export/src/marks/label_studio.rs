//! Label Studio: a task a document, with what was read as its prediction; and what annotators made of it.

use gainsay_document::{CharOffsets, Document, Reading};
use serde_json::{Value, json};

use super::{Link, LinkKind, Mark, MarkKind, Sheet};

/// What a later piece of a mark is called: the mark's key, this, and the piece's number from 2.
const PIECE: char = '~';

/// The labelling configuration that the tasks are made for.
#[must_use]
pub fn config() -> String {
    let labels: String = MarkKind::ALL
        .iter()
        .map(|kind| format!("    <Label value=\"{}\" background=\"{}\"/>\n", kind.as_str(), kind.colour()))
        .collect();
    let relations: String =
        LinkKind::ALL.iter().map(|kind| format!("    <Relation value=\"{}\"/>\n", kind.as_str())).collect();
    format!(
        r#"<View>
  <Labels name="label" toName="text">
{labels}  </Labels>
  <Relations>
{relations}  </Relations>
  <Header value="$title"/>
  <Text name="text" value="$text" granularity="symbol"/>
  <Choices name="decision" toName="text" perRegion="true" choice="single-radio" whenTagName="label" whenLabelValue="Claim">
    <Choice value="Accept"/>
    <Choice value="Reject"/>
    <Choice value="Confirm"/>
    <Choice value="Discount"/>
  </Choices>
  <TextArea name="value" toName="text" perRegion="true" editable="true" maxSubmissions="1" whenTagName="label" whenLabelValue="Source,Quantity,Time,Place"/>
</View>
"#
    )
}

/// The task of a document: its text, and the sheet as a prediction.
#[must_use]
pub fn task(document: &Document, reading: &Reading, sheet: &Sheet) -> Value {
    let offsets = CharOffsets::new(&document.text);
    let mut result = Vec::new();
    for mark in &sheet.marks {
        for (index, &[start, end]) in mark.spans.iter().enumerate() {
            let words = offsets.to_span([start, end]).map_or("", |span| span.of(&document.text));
            let id = piece(&mark.key, index);
            let place = |extra: Value| {
                let mut value = json!({"start": start, "end": end, "text": words});
                if let (Value::Object(value), Value::Object(extra)) = (&mut value, extra) {
                    value.extend(extra);
                }
                value
            };
            result.push(json!({
                "id": id, "from_name": "label", "to_name": "text", "type": "labels",
                "value": place(json!({"labels": [mark.kind.as_str()]})),
            }));
            if let Some(value) = mark.value.as_ref().filter(|_| index == 0 && has_value(mark.kind)) {
                result.push(json!({
                    "id": id, "from_name": "value", "to_name": "text", "type": "textarea",
                    "value": place(json!({"text": [value]})),
                }));
            }
        }
    }
    for link in &sheet.links {
        result.push(json!({
            "type": "relation", "from_id": link.from, "to_id": link.to, "direction": "right",
            "labels": [link.kind.as_str()],
        }));
    }
    json!({
        "data": {
            "text": document.text,
            "title": document.label(),
            "outlet": document.outlet,
            "published": document.published.map(|published| published.date.to_string()),
            "gainsay_document": document.id.as_str(),
            "gainsay_digest": sheet.digest(),
        },
        "predictions": [{"model_version": format!("gainsay, {}", reading.reader), "result": result}],
    })
}

/// Marks whose value a person may give; what another kind stands for is not shown.
fn has_value(kind: MarkKind) -> bool {
    matches!(kind, MarkKind::Source | MarkKind::Quantity | MarkKind::Time | MarkKind::Place)
}

fn piece(key: &str, index: usize) -> String {
    if index == 0 { key.to_owned() } else { format!("{key}{PIECE}{}", index + 1) }
}

/// What one annotator made of one task.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// The document, by its identifier.
    pub document: String,
    /// The digest of the sheet that was exported.
    pub digest: String,
    /// Who and when, as Label Studio says it; empty where it does not.
    pub by: String,
    /// Which task and annotation of the file.
    pub at: String,
    /// The results, to be read beside the sheet that was exported.
    results: Vec<Value>,
}

/// The annotations of an export of Label Studio (JSON): those that are not cancelled. What is no annotated task of ours is
/// named.
///
/// # Errors
/// When it is no JSON list.
pub fn annotations(export: &str) -> Result<(Vec<Annotation>, Vec<String>), String> {
    let tasks: Value = serde_json::from_str(export).map_err(|error| format!("it is no JSON: {error}"))?;
    let Value::Array(tasks) = tasks else {
        return Err("it is no list of tasks: export as JSON, not as JSON-MIN or CSV".to_owned());
    };
    let (mut found, mut bad) = (Vec::new(), Vec::new());
    for (index, task) in tasks.iter().enumerate() {
        let at = format!("task {}", index + 1);
        let (Some(document), Some(digest)) =
            (task["data"]["gainsay_document"].as_str(), task["data"]["gainsay_digest"].as_str())
        else {
            bad.push(format!("{at}: it was not made by `gainsay export annotations`"));
            continue;
        };
        let Some(annotations) = task["annotations"].as_array() else {
            bad.push(format!("{at}: it has no annotations"));
            continue;
        };
        for (number, annotation) in annotations.iter().enumerate() {
            if annotation["was_cancelled"] == true {
                continue;
            }
            found.push(Annotation {
                document: document.to_owned(),
                digest: digest.to_owned(),
                by: by(annotation),
                at: format!("{at}, annotation {}", number + 1),
                results: annotation["result"].as_array().cloned().unwrap_or_default(),
            });
        }
    }
    Ok((found, bad))
}

/// Who annotated, and when.
fn by(annotation: &Value) -> String {
    let who = &annotation["completed_by"];
    let name = match who {
        Value::Object(person) => person.get("email").and_then(Value::as_str).map(str::to_owned),
        Value::Number(number) => Some(format!("user {number}")),
        Value::String(name) => Some(name.clone()),
        _ => None,
    };
    let when = annotation["updated_at"].as_str().or_else(|| annotation["created_at"].as_str());
    [name.as_deref(), when].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

impl Annotation {
    /// Its marks and links. What cannot be read is named, and the rest goes on.
    #[must_use]
    pub fn sheet(&self, exported: &Sheet, document: &Document) -> (Sheet, Vec<String>) {
        let offsets = CharOffsets::new(&document.text);
        let (mut sheet, mut bad) = (Sheet::default(), Vec::new());
        for result in self.results.iter().filter(|result| result["type"] == "labels") {
            let id = result["id"].as_str().unwrap_or_default();
            let at = format!("{}, region {id}", self.at);
            match region(result, &offsets, &document.text) {
                Ok((kind, span, words)) => put(&mut sheet, id, kind, span, words, at),
                Err(reason) => {
                    bad.push(format!("{at}: {reason}"));
                    // It is not gone: it stays as it was.
                    if let (Some(own), None) = (exported.mark(id), sheet.mark(id)) {
                        sheet.marks.push(own.clone());
                    }
                }
            }
        }
        for result in &self.results {
            let told = match result["type"].as_str() {
                Some("labels") => Ok(()),
                Some("relation") => link(&mut sheet, result, &self.at),
                Some("textarea") => field(&mut sheet, result, "text", |mark, value| mark.value = Some(value)),
                Some("choices") => {
                    field(&mut sheet, result, "choices", |mark, value| mark.decision = Some(value))
                }
                other => Err(format!("a result of the kind {} is not understood", other.unwrap_or("?"))),
            };
            bad.extend(told.err().map(|reason| format!("{}: {reason}", self.at)));
        }
        // What nobody can be shown cannot have been changed.
        for mark in sheet.marks.iter_mut().filter(|mark| !has_value(mark.kind)) {
            mark.value = exported.mark(&mark.key).and_then(|own| own.value.clone());
        }
        (sheet, bad)
    }
}

/// The kind, the place and the words of a region.
fn region(
    result: &Value,
    offsets: &CharOffsets<'_>,
    text: &str,
) -> Result<(MarkKind, [usize; 2], String), String> {
    let value = &result["value"];
    let label = value["labels"][0].as_str().unwrap_or_default();
    let kind = MarkKind::parse(label).ok_or_else(|| format!("{label:?} is no kind of mark"))?;
    let end = |key: &str| value[key].as_u64().and_then(|end| usize::try_from(end).ok());
    let ends = end("start").zip(end("end")).ok_or("it has no offsets")?;
    let span = offsets.to_span([ends.0, ends.1]);
    let span = span.ok_or_else(|| format!("{}-{} is no stretch of the text", ends.0, ends.1))?;
    Ok((kind, [ends.0, ends.1], span.of(text).to_owned()))
}

/// Add a region, as a mark or as a further piece of one.
fn put(sheet: &mut Sheet, id: &str, kind: MarkKind, span: [usize; 2], words: String, at: String) {
    let key = id.split_once(PIECE).map_or(id, |(key, _)| key);
    if let Some(mark) = sheet.marks.iter_mut().find(|mark| mark.key == key) {
        mark.spans.push(span);
        mark.words = format!("{} {words}", mark.words);
        return;
    }
    let key = key.to_owned();
    sheet.marks.push(Mark { key, kind, spans: vec![span], words, value: None, decision: None, at });
}

fn link(sheet: &mut Sheet, result: &Value, at: &str) -> Result<(), String> {
    let end = |key: &str| {
        let id = result[key].as_str().unwrap_or_default();
        id.split_once(PIECE).map_or(id, |(key, _)| key).to_owned()
    };
    let (from, to) = (end("from_id"), end("to_id"));
    let label = result["labels"][0].as_str();
    let kind = label.and_then(LinkKind::parse);
    let kind = kind.ok_or_else(|| format!("the relation from {from} to {to} has no label that is known"))?;
    if sheet.mark(&from).is_none() || sheet.mark(&to).is_none() {
        return Err(format!("the relation from {from} to {to} leads to a region that is not there"));
    }
    sheet.links.push(Link { kind, from, to, at: at.to_owned() });
    Ok(())
}

/// What a person wrote or chose beside a region.
fn field(
    sheet: &mut Sheet,
    result: &Value,
    key: &str,
    set: impl FnOnce(&mut Mark, String),
) -> Result<(), String> {
    let id = result["id"].as_str().unwrap_or_default();
    let id = id.split_once(PIECE).map_or(id, |(key, _)| key);
    let given = match &result["value"][key] {
        Value::Array(values) => values.first().and_then(Value::as_str),
        value => value.as_str(),
    };
    let given = given.map(str::trim).filter(|given| !given.is_empty());
    let mark = sheet.marks.iter_mut().find(|mark| mark.key == id);
    match (mark, given) {
        (Some(mark), Some(given)) => set(mark, given.to_owned()),
        (Some(_), None) => {}
        (None, _) => return Err(format!("what is said of region {id} has no region")),
    }
    Ok(())
}

/// A whole file of tasks.
#[must_use]
pub fn tasks(tasks: &[Value]) -> String {
    let lines: Vec<String> = tasks.iter().map(Value::to_string).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}
