//! `archive serve`: builds, shows the site on this machine alone, and builds again whenever something that a
//! person writes has changed.
//!
//! ```text
//! content/, themes/, archive.toml ──watch──▶ build ──live──▶ open pages
//!                                              │
//!                                           public/ ──files──▶ answer ──page──▶ browser
//! ```
//!
//! Two threads: one waits for changes and builds, the other answers. They share what the last build came to
//! (`live`), and the folder of the site, which is never half written. What the browser gets is the file on the
//! disk, but for the script that listens to this program, and the leave to do so in the page's own policy
//! (`page`).

mod answer;
mod files;
mod host;
mod live;
mod page;
mod raw;
mod watch;

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};

use self::live::Live;
use self::watch::{Seen, Watching};
use crate::model::Diagnostic;
use crate::progress::Progress;
use crate::{Options, Outcome, build};

/// The port that is tried where none is asked for: the same one every time, so that pages that are still open
/// find the site again.
const PORT: u16 = 8420;

/// Who is told of what happens: the command line, which prints it.
pub trait Witness: Send {
    /// A build is over.
    fn built(&self, outcome: &Outcome, took: Duration);
    /// The site can be looked at.
    fn serving(&self, address: &str);
    /// Something about the serving itself went wrong, which goes on.
    fn noticed(&self, diagnostic: Diagnostic);
    /// A build's progress.
    fn progress(&self) -> &dyn Progress;
}

/// What is served, and from where.
struct Site {
    /// The folder that holds archive.toml.
    root: PathBuf,
    /// The folder of the site.
    out: PathBuf,
    live: Live,
}

/// Takes a port of the loopback interface: `port`, or where None is asked for, the usual one or any that is free.
///
/// # Errors
///
/// A fatal diagnostic where the port is taken or the system refuses.
pub fn bind(port: Option<u16>) -> Result<TcpListener, Diagnostic> {
    let take = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    let taken = match port {
        Some(port) => take(port),
        None => take(PORT).or_else(|_| take(0)),
    };
    taken.map_err(|fault| {
        let port = port.unwrap_or(PORT);
        let message = format!("the port {port} cannot be used: {fault}");
        Diagnostic::fatal("port-unusable", message)
            .hint("name another one with --port, or leave it out: any free one will do")
    })
}

/// Builds, then serves and rebuilds until the person presses Ctrl-C. A build that is under way is waited for;
/// a second Ctrl-C does not wait.
///
/// # Errors
///
/// Where the system grants no event loop.
pub fn serve(
    listener: TcpListener,
    options: &Options,
    witness: impl Witness + 'static,
) -> std::io::Result<()> {
    let address = format!("http://{}/", listener.local_addr()?);
    let out = options.out.clone();
    let site = Arc::new(Site {
        root: options.root.clone(),
        out: out.unwrap_or_else(|| options.root.join("public")),
        live: Live::new(),
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (wake, wakes) = channel();
    let watching = Watching::new(&options.root, wake.clone());
    let mut builder = Builder {
        options: options.clone(),
        site: site.clone(),
        witness,
        seen: Seen::of(&options.root),
    };
    let unfinished = builder.rebuild();
    if unfinished {
        let _ = wake.send(Wake::Changed);
    }
    builder.witness.serving(&address);
    let building = std::thread::spawn(move || builder.run(&wakes, watching));
    runtime.block_on(until_stopped(listener, site, wake, building))?;
    // Pages that still listen are left.
    runtime.shutdown_background();
    Ok(())
}

/// What the thread that builds is woken by.
enum Wake {
    /// Something below the folders that are watched may have changed.
    Changed,
    /// No more builds.
    Stop,
}

/// The thread that builds.
struct Builder<W> {
    options: Options,
    site: Arc<Site>,
    witness: W,
    /// The files as the last build had them, and as it left those that it wrote.
    seen: Seen,
}

impl<W: Witness> Builder<W> {
    /// Builds whenever something changed, until it is told to stop.
    fn run(mut self, wakes: &Receiver<Wake>, watching: Result<Watching, Diagnostic>) {
        let mut watching = match watching {
            Ok(watching) => Some(watching),
            Err(diagnostic) => {
                self.witness.noticed(diagnostic);
                None
            }
        };
        while watch::settled(wakes) {
            if let Some(watching) = &mut watching {
                watching.renew();
            }
            while Seen::of(&self.options.root) != self.seen {
                if !self.rebuild() {
                    break;
                }
            }
        }
    }

    /// Builds once. Gives whether something changed meanwhile that the build may not have seen.
    fn rebuild(&mut self) -> bool {
        let started = Instant::now();
        let before = Seen::of(&self.options.root);
        let outcome = build(&self.options, self.witness.progress());
        self.site.live.tell(&outcome);
        self.witness.built(&outcome, started.elapsed());
        let after = Seen::of(&self.options.root);
        let committed = outcome.written.and_then(|written| written.content_at);
        self.seen = before.with_own(&after, committed);
        self.seen != after
    }
}

/// Answers until Ctrl-C, then waits for the build that is under way.
async fn until_stopped(
    listener: TcpListener,
    site: Arc<Site>,
    wake: Sender<Wake>,
    building: JoinHandle<()>,
) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    tokio::select! {
        () = accept(listener, site) => {}
        stopped = tokio::signal::ctrl_c() => stopped?,
    }
    let _ = wake.send(Wake::Stop);
    let done = tokio::task::spawn_blocking(move || building.join());
    tokio::select! {
        _ = done => {}
        stopped = tokio::signal::ctrl_c() => stopped?,
    }
    Ok(())
}

/// Takes connections, for ever.
async fn accept(listener: tokio::net::TcpListener, site: Arc<Site>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // The system has no more connections to give for now.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let site = site.clone();
        tokio::spawn(async move {
            let service = service_fn(|request| {
                let site = site.clone();
                async move { Ok::<_, Infallible>(answer::answer(site, request).await) }
            });
            let mut connection = http1::Builder::new();
            connection.timer(TokioTimer::new());
            // A browser that goes away in the middle is no fault.
            let _ = connection
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}
