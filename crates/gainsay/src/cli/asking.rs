//! What a query asks beside what it looks up: a day, a policy.

use std::path::Path;

use gainsay_compare::policy::Policy;

use super::Failure;
use super::args::AskArgs;
use crate::view::Asking;

/// What these arguments ask.
pub fn asking(args: &AskArgs) -> Result<Asking, Failure> {
    Ok(Asking { as_of: args.as_of, policy: args.policy.as_deref().map(policy).transpose()? })
}

/// "conservative", "sources:FILE".
fn policy(words: &str) -> Result<Policy, Failure> {
    let (name, file) = match words.split_once(':') {
        Some((name, file)) => (name, Some(file)),
        None => (words, None),
    };
    let order = file.map(|file| source_order(Path::new(file))).transpose()?;
    let policy = Policy::parse(name, || order.clone().unwrap_or_default()).ok_or_else(|| {
        Failure::usage(format!("there is no policy {name:?}"))
            .hint(format!("there are: {}", Policy::NAMES.join(", ")))
    })?;
    match (&policy, &order) {
        (Policy::Sources(_), None) => {
            Err(Failure::usage("the policy \"sources\" needs a file with names of sources")
                .hint("--policy sources:FILE, a name a line, the most trusted first"))
        }
        (Policy::Sources(order), _) if order.is_empty() => {
            Err(Failure::usage(format!("{}: no source is named", file.unwrap_or_default())))
        }
        (Policy::Sources(_), _) | (_, None) => Ok(policy),
        _ => Err(Failure::usage(format!("the policy {name:?} takes no file"))),
    }
}

/// The names in a file: the list `sources` of a TOML file, or else a name a line; what follows a # is a remark.
fn source_order(path: &Path) -> Result<Vec<String>, Failure> {
    let wrong = |why: String| Failure::usage(format!("{}: {why}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
        let table: toml::Table =
            text.parse().map_err(|error: toml::de::Error| wrong(error.message().to_owned()))?;
        let names = table.get("sources").and_then(toml::Value::as_array);
        let names = names.ok_or_else(|| wrong("there is no list named sources".to_owned()))?;
        let name = |value: &toml::Value| value.as_str().map(|name| name.trim().to_owned());
        let names: Option<Vec<String>> = names.iter().map(name).collect();
        return names.ok_or_else(|| wrong("sources holds something that is no name".to_owned()));
    }
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    Ok(lines.filter(|line| !line.is_empty()).map(str::to_owned).collect())
}
