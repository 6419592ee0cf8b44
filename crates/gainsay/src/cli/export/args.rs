//! The arguments of `export`, and which records have which formats.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::Failure;
use crate::cli::args::{AskArgs, LedgerArgs};

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Which records.
    #[arg(value_enum)]
    pub records: ExportRecords,
    /// The ledger to read.
    #[command(flatten)]
    pub ledger: LedgerArgs,
    /// What to ask of it; a policy is for matters alone.
    #[command(flatten)]
    pub ask: AskArgs,
    /// The format: the first of those that the records have, if none is named.
    #[arg(long, value_enum)]
    format: Option<ExportFormat>,
    /// For matters as csv: the column names of a codebook, one row a matter.
    #[arg(long, value_enum, value_name = "CODEBOOK")]
    pub columns: Option<ExportColumns>,
    /// For annotations: only of this matter's documents (m-3f2a91bc40d7.c3).
    #[arg(long, value_name = "ID", conflicts_with = "document")]
    pub matter: Option<String>,
    /// For annotations: only of these documents (3f2a91bc40d7).
    #[arg(long, value_name = "ID")]
    pub document: Vec<String>,
    /// Write to this file instead of standard output, or into this folder; there must be none.
    #[arg(long, value_name = "PATH")]
    pub to: Option<PathBuf>,
}

/// The records of `export`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportRecords {
    /// One row a claim and figure: jsonl, csv, geojson, jsonld, parquet.
    Claims,
    /// One line a matter: jsonl, csv with --columns, geojson, parquet.
    Matters,
    /// One row a number expression: jsonl, csv, parquet.
    Quantities,
    /// One row a toponym: jsonl, csv, geojson, parquet.
    Places,
    /// One row a document with every layer of its reading: jsonl, parquet.
    Readings,
    /// Texts with their words marked, for annotation tools: brat, label-studio, spacy.
    Annotations,
    /// Reports, names and matters for tools that follow people and money: ftm.
    Entities,
    /// What Datasette needs to know of the ledger's file: json.
    DatasetteMetadata,
}

/// The formats of `export`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a header row.
    Csv,
    /// Points for maps, one FeatureCollection.
    Geojson,
    /// Linked data: schema.org, PROV, Web Annotation.
    Jsonld,
    /// A table for pandas, DuckDB, Spark, R.
    Parquet,
    /// A folder that brat opens; --to FOLDER.
    Brat,
    /// A folder with tasks and a labelling configuration for Label Studio; --to FOLDER.
    LabelStudio,
    /// One spaCy document a line.
    Spacy,
    /// One FollowTheMoney entity a line.
    Ftm,
    /// One JSON object.
    Json,
}

/// The column names of codebooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportColumns {
    /// Those of Airwars' incidents.
    Airwars,
    /// Those of the UCDP Georeferenced Event Dataset.
    UcdpGed,
}

impl ExportRecords {
    /// The formats that it has.
    fn formats(self) -> &'static [ExportFormat] {
        use ExportFormat::{Brat, Csv, Ftm, Geojson, Json, Jsonl, Jsonld, LabelStudio, Parquet, Spacy};
        match self {
            Self::Claims => &[Jsonl, Csv, Geojson, Jsonld, Parquet],
            Self::Matters | Self::Places => &[Jsonl, Csv, Geojson, Parquet],
            Self::Quantities => &[Jsonl, Csv, Parquet],
            Self::Readings => &[Jsonl, Parquet],
            Self::Annotations => &[Brat, LabelStudio, Spacy],
            Self::Entities => &[Ftm],
            Self::DatasetteMetadata => &[Json],
        }
    }
}

impl ExportArgs {
    /// The format that is asked for.
    pub fn format(&self) -> ExportFormat {
        self.format.unwrap_or(self.records.formats()[0])
    }

    /// Whether the format is a folder of files.
    pub fn is_folder(&self) -> bool {
        matches!(self.format(), ExportFormat::Brat | ExportFormat::LabelStudio)
    }

    /// Refuse what does not fit together.
    ///
    /// # Errors
    /// With what would fit.
    pub fn check(&self) -> Result<(), Failure> {
        let (records, format) = (name(&self.records), name(&self.format()));
        if !self.records.formats().contains(&self.format()) {
            let known: Vec<String> = self.records.formats().iter().map(name).collect();
            return Err(Failure::usage(format!("{records} are not exported as {format}"))
                .hint(format!("{records} are exported as {}", known.join(", "))));
        }
        if self.format() == ExportFormat::Parquet {
            super::tables::available()?;
        }
        if self.records != ExportRecords::Matters && self.ask.policy.is_some() {
            return Err(Failure::usage(
                "--policy is for matters: a policy gives one value for a matter's count",
            ));
        }
        let is_annotated = self.records == ExportRecords::Annotations;
        if !is_annotated && (self.matter.is_some() || !self.document.is_empty()) {
            return Err(Failure::usage("--matter and --document are for annotations"));
        }
        if self.is_folder() && self.to.is_none() {
            return Err(Failure::usage(format!("annotations for {format} are a folder of files"))
                .hint("--to FOLDER, which must not be there yet"));
        }
        match (self.records, self.format(), self.columns) {
            (ExportRecords::Matters, ExportFormat::Csv, None) => Err(Failure::usage(
                "matters have facets inside facets: as csv they need --columns airwars or --columns ucdp-ged",
            )
            .hint(
                "jsonl has all of it; `gainsay export claims --format csv` names the matter of every claim",
            )),
            (ExportRecords::Matters, ExportFormat::Csv, Some(_)) | (_, _, None) => Ok(()),
            _ => Err(Failure::usage("--columns is for matters as csv")
                .hint("gainsay export matters --format csv --columns ucdp-ged")),
        }
    }
}

/// The word of the command line.
fn name(value: &impl ValueEnum) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}
