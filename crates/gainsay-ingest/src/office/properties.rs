//! What a document or a book says of itself: Dublin Core.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::xml;

/// Names without their prefix, and their values, in order.
#[derive(Debug, Default)]
pub(super) struct Properties(Vec<(String, String)>);

impl Properties {
    /// The first value of this name.
    pub(super) fn first(&self, name: &str) -> Option<String> {
        self.all(name).next().map(str::to_owned)
    }

    /// Every value of this name.
    pub(super) fn all<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        self.0.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Reads the elements of Dublin Core, up to where the XML breaks.
pub(super) fn read(xml: &str) -> Properties {
    let mut properties = Properties::default();
    let mut reader = Reader::from_str(xml);
    let mut open: Option<(String, String)> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                let name = start.name();
                open = name.as_ref().strip_prefix("dc:").map(|name| (name.to_owned(), String::new()));
            }
            Ok(Event::End(_)) => {
                if let Some((name, value)) = open.take().filter(|(_, value)| !value.trim().is_empty()) {
                    properties.0.push((name, value.trim().to_owned()));
                }
            }
            Ok(Event::Eof) | Err(_) => return properties,
            Ok(other) => {
                if let (Some((_, value)), Some(words)) = (&mut open, xml::words(&other)) {
                    value.push_str(&words);
                }
            }
        }
    }
}
