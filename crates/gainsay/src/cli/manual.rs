//! `gainsay completions` and `gainsay man`: what shells and `man` know of the command line, made from it.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs, ManArgs};
use super::{Done, Failure};
use crate::run;

/// Run `gainsay completions`.
pub fn completions(args: &CompletionsArgs) -> Result<Done, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "gainsay", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Done::Well)
}

/// Run `gainsay man`.
pub fn man(args: &ManArgs) -> Result<Done, Failure> {
    let Some(folder) = &args.folder else {
        let page = page(Cli::command())?;
        io::stdout().lock().write_all(&page)?;
        return Ok(Done::Well);
    };
    let failed =
        |path: &Path, error: &io::Error| Failure::usage(format!("{}: {}", path.display(), run::plain(error)));
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    for (name, page) in pages()? {
        let path = folder.join(name);
        fs::write(&path, page).map_err(|error| failed(&path, &error))?;
    }
    Ok(Done::Well)
}

/// The pages of the program and of each command, with the names of their files.
fn pages() -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut all = Vec::new();
    let mut command = Cli::command();
    command.build();
    gather(&command, &mut all)?;
    Ok(all)
}

fn gather(command: &clap::Command, all: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    all.push((format!("{name}.1"), page(command.clone())?));
    let shown = |one: &&clap::Command| !one.is_hide_set() && one.get_name() != "help";
    command.get_subcommands().filter(shown).try_for_each(|command| gather(command, all))
}

/// One page in roff.
fn page(command: clap::Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).manual("gainsay").render(&mut page)?;
    Ok(page)
}

#[cfg(test)]
mod tests {
    use clap_complete::Shell;

    use super::*;

    /// The names of the commands that help shows.
    fn commands() -> Vec<String> {
        let command = Cli::command();
        let shown = command.get_subcommands().filter(|command| !command.is_hide_set());
        shown.map(|command| command.get_name().to_owned()).collect()
    }

    #[test]
    fn the_man_page_names_every_command_and_each_has_its_own() {
        let text = String::from_utf8(page(Cli::command()).unwrap()).unwrap();
        let pages = pages().unwrap();
        let commands = commands();
        assert!(commands.len() > 15, "{commands:?}");
        for command in commands {
            // roff writes a hyphen as \-.
            let written = format!("gainsay\\-{}(1)", command.replace('-', "\\-"));
            assert!(text.contains(&written), "{written} in {text}");
            let file = format!("gainsay-{command}.1");
            let (_, own) = pages.iter().find(|(name, _)| *name == file).unwrap_or_else(|| panic!("{file}"));
            assert!(own.windows(3).any(|words| words == b".SH"), "{file}");
        }
        assert!(pages.iter().any(|(name, _)| name == "gainsay-review-merge.1"));
    }

    #[test]
    fn every_shell_completes_every_command() {
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell] {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "gainsay", &mut script);
            let script = String::from_utf8(script).unwrap();
            for command in commands() {
                assert!(script.contains(&command), "{shell}: {command}");
            }
            assert!(script.contains("--ledger") || script.contains("-l ledger"), "{shell}");
        }
    }
}
