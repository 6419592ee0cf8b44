//! Texts with their words marked, for annotation tools.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use gainsay_document::{Document, DocumentId, Reading};
use gainsay_export::marks::{Sheet, brat, label_studio, spacy};
use serde_json::json;

use super::{ExportArgs, ExportFormat};
use crate::cli::{Failure, style};
use crate::view::Known;

/// The file beside a folder for brat that says what was exported.
pub const MANIFEST: &str = "gainsay.json";

/// Write the documents that are asked for.
pub fn write(known: &Known<'_>, args: &ExportArgs) -> Result<(), Failure> {
    let reports = Reports { known, wanted: wanted(known, args)? };
    match (args.format(), args.to.as_deref()) {
        (ExportFormat::Brat, Some(folder)) => write_brat(folder, &reports),
        (ExportFormat::LabelStudio, Some(folder)) => write_label_studio(folder, &reports),
        (_, to) => write_spacy(to, &reports),
    }
}

/// The reports that are asked for.
struct Reports<'k, 'l> {
    known: &'k Known<'l>,
    /// `None` is all.
    wanted: Option<BTreeSet<DocumentId>>,
}

impl Reports<'_, '_> {
    fn each(&self, mut visit: impl FnMut(&Document, &Reading) -> Result<(), Failure>) -> Result<(), Failure> {
        self.known.for_each_report(|document, reading| {
            let is_wanted = self.wanted.as_ref().is_none_or(|ids| ids.contains(&document.id));
            if is_wanted { visit(document, reading) } else { Ok(()) }
        })
    }
}

/// The documents that are asked for; `None` is all.
fn wanted(known: &Known<'_>, args: &ExportArgs) -> Result<Option<BTreeSet<DocumentId>>, Failure> {
    if let Some(matter) = &args.matter {
        return Ok(Some(known.matter(matter)?.documents.into_iter().collect()));
    }
    if args.document.is_empty() {
        return Ok(None);
    }
    let ids = args.document.iter().map(|id| Ok::<_, Failure>(known.resolve_document(id)?));
    Ok(Some(ids.collect::<Result<_, _>>()?))
}

/// A new folder.
fn folder(path: &Path) -> Result<(), Failure> {
    std::fs::create_dir(path)
        .map_err(|error| Failure::usage(format!("{} cannot be made: {error}", path.display())))
}

fn write_brat(to: &Path, reports: &Reports<'_, '_>) -> Result<(), Failure> {
    folder(to)?;
    let mut documents = Vec::new();
    reports.each(|document, reading| {
        let sheet = Sheet::of(document, reading);
        // Documents whose identifiers begin alike are told apart by all of it.
        let short = document.id.short();
        let taken = to.join(format!("{short}.txt")).exists();
        let name = if taken { document.id.as_str() } else { short };
        std::fs::write(to.join(format!("{name}.txt")), &document.text)?;
        std::fs::write(to.join(format!("{name}.ann")), brat::annotations(&sheet))?;
        documents.push(json!({
            "file": format!("{name}.ann"),
            "document": document.id.as_str(),
            "title": document.label(),
            "digest": sheet.digest(),
        }));
        Ok(())
    })?;
    std::fs::write(to.join("annotation.conf"), brat::annotation_conf())?;
    std::fs::write(to.join("visual.conf"), brat::visual_conf())?;
    let manifest = json!({ "documents": documents });
    let text = serde_json::to_string_pretty(&manifest).map_err(io::Error::from)?;
    std::fs::write(to.join(MANIFEST), text + "\n")?;
    told(documents.len(), to);
    Ok(())
}

fn write_label_studio(to: &Path, reports: &Reports<'_, '_>) -> Result<(), Failure> {
    folder(to)?;
    let mut tasks = Vec::new();
    reports.each(|document, reading| {
        tasks.push(label_studio::task(document, reading, &Sheet::of(document, reading)));
        Ok(())
    })?;
    std::fs::write(to.join("config.xml"), label_studio::config())?;
    std::fs::write(to.join("tasks.json"), label_studio::tasks(&tasks))?;
    told(tasks.len(), to);
    Ok(())
}

fn told(documents: usize, to: &Path) {
    let counted = crate::cli::add::counted(documents, "report");
    style::remark(&format!("{counted} in {}.", to.display()));
}

fn write_spacy(to: Option<&Path>, reports: &Reports<'_, '_>) -> Result<(), Failure> {
    let mut out: Box<dyn Write> = match to {
        Some(path) => Box::new(BufWriter::new(super::create(path)?)),
        None => Box::new(BufWriter::new(io::stdout().lock())),
    };
    reports.each(|document, reading| {
        Ok(writeln!(out, "{}", spacy::doc(document, &Sheet::of(document, reading)))?)
    })?;
    Ok(out.flush()?)
}
