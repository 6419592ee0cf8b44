//! The arguments of every command.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

/// Reads news reports and keeps a ledger of claims: who said what, about what, how many, where and when, in which
/// exact words; and lays the claims on one matter side by side.
///
/// gainsay takes no side: it never says who is right, only who said it, where it stands in the text, and who said
/// otherwise. It works offline.
///
/// Exit codes: 0 all well; 1 some inputs failed or were read in part, the rest is done; 2 the command or its input
/// is wrong; 3 the ledger cannot be used; 4 `verify` or
/// `open-bundle` found a break.
#[derive(Debug, Parser)]
#[command(name = "gainsay", version, max_term_width = 100)]
pub struct Cli {
    /// Show no progress and no summary; failures are still named.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read the bundled example reports into a ledger, print what they dispute, and serve the pages.
    Demo(DemoArgs),
    /// Read reports into the ledger.
    Add(AddArgs),
    /// Take readings that were made elsewhere into the ledger, each with its report.
    Import(ImportArgs),
    /// Serve the ledger's pages to a browser on this machine.
    Serve(ServeArgs),
    /// Print the table of matters, the contested ones first.
    Matters(MattersArgs),
    /// Print who is quoted, the most often first.
    Sources(SourcesArgs),
    /// Print one matter, claim or document with its quotes.
    Show(ShowArgs),
    /// Decide on matters and claims, in a log that only grows; print the log.
    Review(ReviewArgs),
    /// Print one reading a line, without a ledger; with --explain, a page for a person.
    Read(ReadArgs),
    /// Lay readings made before side by side, without a ledger: the events that are one, or the matters.
    Compare(CompareArgs),
    /// Print what the ledger holds in another format.
    Export(ExportArgs),
    /// Re-hash every document, re-check every quoted span and the chain of the review log.
    Verify(VerifyArgs),
    /// Write an evidence package: documents, readings, decisions and matters in one file that other tools can check.
    Bundle(BundleArgs),
    /// Check an evidence package; with --ledger, make a ledger of it.
    OpenBundle(OpenBundleArgs),
    /// Write a copy of the ledger, while others use it.
    Backup(BackupArgs),
    /// Print what completes the command line in a shell.
    Completions(CompletionsArgs),
    /// Print the page for `man`; with --folder, write a page for each command.
    Man(ManArgs),
    /// Print the description of the pages' JSON interface (OpenAPI).
    #[command(hide = true)]
    Openapi,
}

/// Which ledger.
#[derive(Clone, Debug, Args)]
pub struct LedgerArgs {
    /// The ledger's file.
    #[arg(long, value_name = "FILE", default_value = "gainsay.db")]
    pub ledger: PathBuf,
}

/// What is asked beside what is looked up.
#[derive(Clone, Debug, Default, Args)]
pub struct AskArgs {
    /// Show only what was known on this day: the reports published up to it, that day included. Undated reports are left
    /// out.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<Date>,
    /// Give one value for each count, by a policy: range, conservative, majority, latest-by-origin, sources:FILE (names
    /// of sources, the most trusted first) or recorder.
    #[arg(long, value_name = "NAME[:FILE]")]
    pub policy: Option<String>,
}

/// Where to serve.
#[derive(Clone, Debug, Args)]
pub struct AddressArgs {
    /// The port; 0 takes a free one.
    #[arg(long, default_value_t = 7878)]
    pub port: u16,
    /// The address. At anything but this machine's own loopback others can ask, and must show a token.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub listen: IpAddr,
    /// Do not let the pages add reports. Only pages at this machine's own loopback may.
    #[arg(long)]
    pub no_add: bool,
    /// A file with the token that whoever asks must show, at least 32 characters; where there is none, one is made and
    /// printed once. At another address than loopback and without this, a token is made for this run.
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
}

/// What holds for all inputs of one command.
#[derive(Clone, Debug, Args)]
pub struct InputArgs {
    /// Files and folders: text, pages, PDF, JSON Lines, web archives, feeds, mail, office documents, books, and archives
    /// of these; a folder is walked; - is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The publication date of all of them, whatever they say themselves.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub published: Option<Date>,
    /// The outlet of all of them, whatever they say themselves.
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub outlet: Option<String>,
    /// What reads them.
    #[command(flatten)]
    pub reader: ReaderArgs,
}

/// Which reader.
#[derive(Clone, Debug, Args)]
pub struct ReaderArgs {
    /// How attributions are found: "trained", by the encoder, or "rules", by rules alone: faster, and finds less.
    #[arg(long, value_enum, hide_possible_values = true, default_value_t = ReaderKind::Trained)]
    pub reader: ReaderKind,
    /// A folder with weights of your own: reader.int8.onnx, heads.json, vocab.txt and lexicon.tsv.
    #[arg(long, value_name = "FOLDER", conflicts_with = "reader")]
    pub weights: Option<PathBuf>,
    /// A CSV file with places of your own, preferred to the gazetteer's: name, lat, lon, and if you like country, admin1,
    /// geonameid, kind, alternates (joined by |).
    #[arg(long, value_name = "FILE")]
    pub gazetteer: Option<PathBuf>,
    /// Compute the encoder with this shared library of ONNX Runtime, 1.17 or later.
    #[cfg(feature = "ort")]
    #[arg(long, value_name = "LIBRARY")]
    pub onnx_runtime: Option<PathBuf>,
}

/// The readers there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReaderKind {
    /// A trained encoder.
    Trained,
    /// Rules over tables.
    Rules,
}

/// Arguments of `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Print the table and stop.
    #[arg(long)]
    pub no_serve: bool,
    /// Keep the ledger in this file; it must not exist, or hold nothing but the demo.
    #[arg(long, value_name = "FILE")]
    pub ledger: Option<PathBuf>,
    /// Where to serve.
    #[command(flatten)]
    pub address: AddressArgs,
}

/// Arguments of `add`.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// Where to keep it.
    #[command(flatten)]
    pub ledger: LedgerArgs,
    /// Compare all reports anew, even where none was added: after an update of the program, say.
    #[arg(long)]
    pub recompare: bool,
    /// Print the summary as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Files and folders of readings: Parquet as `gainsay.read_arrow` and the Spark job write it, and JSON Lines of the read
    /// contract as `read` prints it; a folder is walked; - is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Where to keep them.
    #[command(flatten)]
    pub ledger: LedgerArgs,
    /// Compare all reports anew, even where none was added: after an update of the program, say.
    #[arg(long)]
    pub recompare: bool,
    /// Print the summary as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// What to serve.
    #[command(flatten)]
    pub ledger: LedgerArgs,
    /// Make the ledger where there is none: an empty one, for reports that are dropped on its pages.
    #[arg(long)]
    pub create: bool,
    /// Where to serve.
    #[command(flatten)]
    pub address: AddressArgs,
}

/// Arguments of `matters`.
#[derive(Debug, Args)]
pub struct MattersArgs {
    /// The ledger to read.
    #[command(flatten)]
    pub ledger: LedgerArgs,
    /// What to ask of it.
    #[command(flatten)]
    pub ask: AskArgs,
    /// Only matters with a contested facet.
    #[arg(long)]
    pub contested: bool,
    /// At most this many; 0 for all.
    #[arg(long, value_name = "N", default_value_t = 30)]
    pub limit: usize,
    /// Print one matter a line as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `sources`.
#[derive(Debug, Args)]
pub struct SourcesArgs {
    /// The ledger to read.
    #[command(flatten)]
    pub ledger: LedgerArgs,
    /// Show only what was known on this day: the reports published up to it, that day included. Undated reports are left
    /// out.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<Date>,
    /// At most this many; 0 for all.
    #[arg(long, value_name = "N", default_value_t = 30)]
    pub limit: usize,
    /// Print one source a line as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `review`.
#[derive(Debug, Args)]
pub struct ReviewArgs {
    /// What to decide.
    #[command(subcommand)]
    pub what: ReviewCommand,
}

/// What can be decided.
#[derive(Debug, Subcommand)]
pub enum ReviewCommand {
    /// These matters are one.
    Merge {
        /// The matters (m-3f2a91bc40d7.c3); a beginning that fits only one is enough.
        #[arg(required = true, num_args = 2.., value_name = "MATTER")]
        matters: Vec<String>,
        /// Who and why.
        #[command(flatten)]
        decide: DecideArgs,
    },
    /// Some of a matter is another matter.
    Split(SplitArgs),
    /// These claims count for nothing; they are still shown.
    Reject {
        /// The claims (3f2a91bc40d7.c3).
        #[arg(required = true, value_name = "CLAIM")]
        claims: Vec<String>,
        /// Who and why.
        #[command(flatten)]
        decide: DecideArgs,
    },
    /// These claims were read as they should be.
    Accept {
        /// The claims (3f2a91bc40d7.c3).
        #[arg(required = true, value_name = "CLAIM")]
        claims: Vec<String>,
        /// Who and why.
        #[command(flatten)]
        decide: DecideArgs,
    },
    /// A claim was read wrongly: this is what it says. What was read stays beside it.
    Correct(CorrectArgs),
    /// These are taken for established, by whom the log says.
    Confirm {
        /// The claims (3f2a91bc40d7.c3) or matters (m-3f2a91bc40d7.c3).
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        /// Who and why.
        #[command(flatten)]
        decide: DecideArgs,
    },
    /// These are not taken into account by those who follow this reviewer; they still count as said.
    Discount {
        /// The claims (3f2a91bc40d7.c3) or matters (m-3f2a91bc40d7.c3).
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        /// Who and why.
        #[command(flatten)]
        decide: DecideArgs,
    },
    /// Remark something on a matter or claim: the remark is the reason.
    Note {
        /// The matter (m-3f2a91bc40d7.c3) or the claim (3f2a91bc40d7.c3).
        #[arg(value_name = "ID")]
        id: String,
        /// Who and what.
        #[command(flatten)]
        decide: DecideArgs,
    },
    /// Take back an entry of the log.
    Undo {
        /// Its number.
        #[arg(value_name = "ENTRY")]
        entry: u64,
        /// Who and why.
        #[command(flatten)]
        decide: DecideArgs,
    },
    /// Print the log: who decided what, why, and whether it still holds.
    Log {
        /// The ledger to read.
        #[command(flatten)]
        ledger: LedgerArgs,
        /// Print one entry a line as JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Arguments of `review split`.
#[derive(Debug, Args)]
pub struct SplitArgs {
    /// The matter.
    #[arg(value_name = "MATTER")]
    pub matter: String,
    /// The documents whose claims are split off.
    #[arg(long, num_args = 1.., value_name = "DOC", required_unless_present = "claim")]
    pub document: Vec<String>,
    /// The claims that are split off.
    #[arg(long, num_args = 1.., value_name = "CLAIM")]
    pub claim: Vec<String>,
    /// Who and why.
    #[command(flatten)]
    pub decide: DecideArgs,
}

/// Arguments of `review correct`.
#[derive(Debug, Args)]
#[group(id = "what", required = true, multiple = false, args = ["figure", "holder", "date", "place", "matter"])]
pub struct CorrectArgs {
    /// The claim (3f2a91bc40d7.c3).
    #[arg(value_name = "CLAIM")]
    pub claim: String,
    /// How many: 4, 3..5, 3.. for three or more, ..5 for five or fewer. The comparison takes it.
    #[arg(long, value_name = "N|N..N")]
    pub figure: Option<String>,
    /// The words of the figure that was read wrongly, where the claim has several.
    #[arg(long, value_name = "WORDS", requires = "figure")]
    pub of: Option<String>,
    /// Who holds it. The comparison takes it.
    #[arg(long, value_name = "NAME")]
    pub holder: Option<String>,
    /// When, as finely as it is known: 2024, 2024-05, 2024-05-03, or the first and the last day with a slash between them.
    /// The comparison takes it.
    #[arg(long, value_name = "DATE[/DATE]")]
    pub date: Option<String>,
    /// Where: a place of the gazetteer, or any name, which then has no coordinates. The comparison takes it.
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,
    /// The GeoNames identifier of the place, where several have its name.
    #[arg(long, value_name = "NUMBER", requires = "place")]
    pub geonameid: Option<u32>,
    /// The matter it speaks to (m-3f2a91bc40d7.c3). The comparison takes it.
    #[arg(long, value_name = "MATTER")]
    pub matter: Option<String>,
    /// Who and why.
    #[command(flatten)]
    pub decide: DecideArgs,
}

/// Who decides, and why.
#[derive(Debug, Args)]
pub struct DecideArgs {
    /// Who decides.
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// The ledger to write to.
    #[command(flatten)]
    pub ledger: LedgerArgs,
    /// Print the entry and the matters it is about as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// A matter (m-3f2a91bc40d7.c3), a claim (3f2a91bc40d7.c3) or a document (3f2a91bc40d7); a beginning that
    /// fits only one is enough.
    pub id: String,
    /// The ledger to read.
    #[command(flatten)]
    pub ledger: LedgerArgs,
    /// What to ask of it.
    #[command(flatten)]
    pub ask: AskArgs,
    /// Print it as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `read`.
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// The format.
    #[arg(long, value_enum, default_value_t = ReadFormat::Jsonl)]
    pub format: ReadFormat,
    /// Show instead, for a person: each claim with its holder, figures, times and places and the words they came
    /// from; and what is in no claim.
    #[arg(long, conflicts_with = "format")]
    pub explain: bool,
}

/// The formats of `read`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReadFormat {
    /// One reading a line.
    Jsonl,
}

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// Files with one reading a line, as `read` prints them or another reader does; - is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The format.
    #[arg(long, value_enum, default_value_t = ReadFormat::Jsonl)]
    pub format: ReadFormat,
    /// Print one matter a line, as `export matters` does, instead of the readings with the clusters of their events.
    #[arg(long)]
    pub matters: bool,
}

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
    /// The format; matters have only jsonl.
    #[arg(long, value_enum, default_value_t = ExportFormat::Jsonl)]
    pub format: ExportFormat,
}

/// The records of `export`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportRecords {
    /// One row a claim and figure.
    Claims,
    /// One line a matter.
    Matters,
    /// One row a number expression.
    Quantities,
    /// One row a toponym.
    Places,
}

/// The formats of `export`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a header row.
    Csv,
}

/// Arguments of `bundle`.
#[derive(Debug, Args)]
pub struct BundleArgs {
    /// The file to write; there must be none.
    #[arg(value_name = "OUT.zip")]
    pub out: PathBuf,
    /// Only the documents of this matter (m-3f2a91bc40d7.c3).
    #[arg(long, value_name = "ID", conflicts_with = "document")]
    pub matter: Option<String>,
    /// Only this document (3f2a91bc40d7).
    #[arg(long, value_name = "ID")]
    pub document: Option<String>,
    /// The ledger to read.
    #[command(flatten)]
    pub ledger: LedgerArgs,
}

/// Arguments of `open-bundle`.
#[derive(Debug, Args)]
pub struct OpenBundleArgs {
    /// The package.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Make a ledger of it in this file; there must be none.
    #[arg(long, value_name = "NEW.db")]
    pub ledger: Option<PathBuf>,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// For which shell.
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Write gainsay.1 and a page for each command into this folder, which is made where there is none.
    #[arg(long, value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
}

/// Arguments of `backup`.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The file to write; there must be none.
    #[arg(value_name = "OUT.db")]
    pub out: PathBuf,
    /// The ledger to copy.
    #[command(flatten)]
    pub ledger: LedgerArgs,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The ledger to check.
    #[command(flatten)]
    pub ledger: LedgerArgs,
    /// The state that an earlier `verify` printed: anything else is a break.
    #[arg(long, value_name = "SHA256")]
    pub expect: Option<String>,
    /// Print the result as JSON.
    #[arg(long)]
    pub json: bool,
}
