//! The command's help, set in lines that fit a terminal of 80 columns.

use clap::builder::StyledStr;
use clap::{Arg, Command, CommandFactory};

use crate::args::Args;

/// How wide lines are, and those that stand behind the names of options.
///
/// * Unit: code points.
const COLUMNS: usize = 80;
const COLUMNS_OF_OPTIONS: usize = 68;

/// The command with all its help, to be given what was typed.
pub fn command() -> Command {
    set(Args::command()).mut_subcommands(set)
}

fn set(command: Command) -> Command {
    let after = command.get_after_help().map(|text| reflowed(&text.to_string()));
    let command = match after {
        Some(after) => command.after_help(after),
        None => command,
    };
    let about = command.get_about().map(|text| wrapped(&text.to_string(), COLUMNS_OF_OPTIONS));
    let command = match about {
        Some(about) => command.about(about),
        None => command,
    };
    let of_option = |arg: Arg| match arg.get_help().map(StyledStr::to_string) {
        Some(help) if help.chars().count() > COLUMNS_OF_OPTIONS => arg.help(wrapped(&help, COLUMNS_OF_OPTIONS)),
        _ => arg,
    };
    command.mut_args(of_option).next_line_help(true)
}

/// A text with each paragraph set anew; a paragraph that begins with a line ending in a colon is a list, and stays.
fn reflowed(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let is_list = paragraph.lines().any(|line| line.starts_with(' '));
        if is_list { paragraph.to_owned() } else { wrapped(&paragraph.replace('\n', " "), COLUMNS) }
    });
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// A text in lines of at most so many code points, broken at spaces.
fn wrapped(text: &str, columns: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_of_every_command_fits_a_terminal() {
        let mut command = command();
        command.build();
        let mut all = vec![command.render_help().to_string(), command.render_long_help().to_string()];
        for under in command.get_subcommands_mut() {
            all.extend([under.render_help().to_string(), under.render_long_help().to_string()]);
        }
        assert!(all.len() > 18, "{}", all.len());
        for help in all {
            // A list of values is clap's own, on one line.
            for line in help.lines().filter(|line| !line.contains("[possible values")) {
                assert!(line.chars().count() <= COLUMNS, "{line}");
            }
        }
    }
}
