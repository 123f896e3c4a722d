use std::process::ExitCode;
use std::time::Duration;

use archive::model::Diagnostic;
use archive::progress::Progress;
use archive::serve::{self, Witness};
use archive::{Options, Outcome};
use serde_json::json;

use super::arguments::{Format, Serve};
use super::bars::Bars;
use super::show::Show;

/// `archive serve`.
pub fn run(arguments: &Serve, show: Show) -> ExitCode {
    let options = Options {
        root: arguments.root.clone(),
        out: arguments.out.clone(),
        base_url: None,
        locked: false,
        annotators: !arguments.annotators.none,
    };
    let listener = match serve::bind(arguments.port) {
        Ok(listener) => listener,
        Err(diagnostic) => {
            show.diagnostics(&[diagnostic]);
            return ExitCode::from(2);
        }
    };
    let printer = Printer {
        bars: Bars::new(show.progress()),
        show,
        open: arguments.open,
    };
    match serve::serve(listener, &options, printer) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("error: the archive cannot be served: {fault}");
            ExitCode::from(2)
        }
    }
}

/// Prints what happens.
struct Printer {
    show: Show,
    bars: Bars,
    open: bool,
}

impl Witness for Printer {
    fn built(&self, outcome: &Outcome, took: Duration) {
        self.show.diagnostics(&outcome.diagnostics);
        self.show.rebuilt(outcome, took);
    }

    fn serving(&self, address: &str) {
        match self.show.format() {
            Format::Human => self.show.always(&format!("{address}  (Ctrl-C stops)")),
            Format::Json => self.show.json(&json!({ "serving": address })),
        }
        if self.open
            && let Err(fault) = open::that_detached(address)
        {
            let message = format!("no browser can be opened: {fault}");
            let diagnostic = Diagnostic::warning("browser-unopened", message);
            self.noticed(diagnostic.hint("open the address yourself"));
        }
    }

    fn noticed(&self, diagnostic: Diagnostic) {
        self.show.diagnostics(&[diagnostic]);
    }

    fn progress(&self) -> &dyn Progress {
        &self.bars
    }
}
