//! `archive serve`, asked as a browser asks: over a socket, with the real program and a small archive of its own.

// A test that cannot do its work has failed, and may say so by a panic.
#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// Longer than any build of these archives takes on any machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program that serves an archive, ended with this value.
struct Serving {
    folder: tempfile::TempDir,
    program: Child,
    port: u16,
}

impl Serving {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        put(
            root,
            "archive.toml",
            "title = \"The weir\"\nlanguage = \"en\"\n",
        );
        put(
            root,
            "content/sources/weir.txt",
            "The weir broke\n\nIda Moreau said on 9 March 2031 that the weir of Port Anselm broke at noon.\n\n\
             Nobody was hurt, and the ferry waited.\n",
        );
        put(
            root,
            "content/entities/ida-moreau.md",
            "+++\nname = \"Ida Moreau\"\ntype = \"person\"\n+++\nShe keeps the weir.\n",
        );
        let mut program = Command::new(env!("CARGO_BIN_EXE_archive"))
            .args(["serve", "--port", "0", "--root"])
            .arg(root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
        let address = lines
            .by_ref()
            .map(Result::unwrap)
            .find_map(|line| Some(line.strip_prefix("http://127.0.0.1:")?.to_owned()))
            .expect("the address is printed");
        let port = address.split('/').next().unwrap().parse().unwrap();
        // What it prints further must go somewhere.
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            folder,
            program,
            port,
        }
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Status line and headers, and the body.
    fn ask(&self, path: &str) -> (String, String) {
        self.ask_as(path, &format!("Host: 127.0.0.1:{}\r\n", self.port))
    }

    fn ask_as(&self, path: &str, headers: &str) -> (String, String) {
        self.send(&format!(
            "GET {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n"
        ))
    }

    fn send(&self, request: &str) -> (String, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_lowercase(), body.to_owned())
    }

    fn report(&self) -> String {
        let reports = std::fs::read_dir(self.root().join("public/reports")).unwrap();
        let mut names = reports.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.find(|name| name.ends_with(".html")).unwrap()
    }

    fn listen(&self) -> Events {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let request = format!(
            "GET /-/live HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
            self.port
        );
        stream.write_all(request.as_bytes()).unwrap();
        Events(BufReader::new(stream))
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// What pages are told.
struct Events(BufReader<TcpStream>);

impl Events {
    fn next(&mut self) -> Value {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream ended");
            if let Some(json) = line.strip_prefix("data: ") {
                return serde_json::from_str(json).unwrap();
            }
        }
    }

    /// The first state that is as it should be.
    fn until(&mut self, is: impl Fn(&Value) -> bool) -> Value {
        let since = Instant::now();
        loop {
            let state = self.next();
            if is(&state) {
                return state;
            }
            assert!(since.elapsed() < PATIENCE, "{state}");
        }
    }
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
fn pages_are_the_files_and_the_script_that_listens() {
    let serving = Serving::start();
    let (head, page) = serving.ask("/");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(
        head.contains("content-type: text/html; charset=utf-8"),
        "{head}"
    );
    assert!(head.contains("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"), "{head}");
    assert!(
        head.contains("cross-origin-resource-policy: same-origin"),
        "{head}"
    );
    assert!(page.contains("<script src=\"/-/live.js\""), "{page}");
    let file = std::fs::read_to_string(serving.root().join("public/index.html")).unwrap();
    assert!(
        !file.contains("live.js") && file.contains("http-equiv"),
        "{file}"
    );
    let kinds = [
        ("/assets/archive.css", "text/css; charset=utf-8"),
        ("/assets/archive.js", "text/javascript; charset=utf-8"),
        ("/assets/icon.svg", "image/svg+xml"),
        ("/sources/weir.txt", "text/plain; charset=utf-8"),
        ("/data/passages.jsonl", "application/json"),
        ("/-/live.js", "text/javascript; charset=utf-8"),
        ("/-/live.css", "text/css; charset=utf-8"),
    ];
    for (path, kind) in kinds {
        let (head, _) = serving.ask(path);
        assert!(head.starts_with("http/1.1 200"), "{path}: {head}");
        assert!(
            head.contains(&format!("content-type: {kind}\r\n")),
            "{path}: {head}"
        );
        assert!(
            head.contains("x-content-type-options: nosniff"),
            "{path}: {head}"
        );
    }
    let (head, page) = serving.ask("/reports/none/at/all.html");
    assert!(head.starts_with("http/1.1 404"), "{head}");
    assert!(
        page.contains("<base href=\"/\">") && page.contains("archive.css"),
        "{page}"
    );
}

#[test]
fn nothing_but_the_site_is_served_and_nobody_elses_name_is_answered() {
    let serving = Serving::start();
    put(serving.root(), "secret.txt", "the secret");
    #[cfg(unix)]
    std::os::unix::fs::symlink(serving.root(), serving.root().join("public/up")).unwrap();
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/reports/../../secret.txt",
        "/up/secret.txt",
        "//secret.txt",
        "/.made-by-archive",
        "/-/raw/../../secret.html",
        "/-/raw/reports/..%2f..%2f..%2fsecret.html",
        "/-/raw/pages/%2e%2e.html",
        "/-/nothing",
    ] {
        let (head, body) = serving.ask(path);
        assert!(head.starts_with("http/1.1 404"), "{path}: {head}");
        assert!(!body.contains("the secret"), "{path}");
    }
    for host in [
        "evil.example",
        "evil.example:80",
        "localhost.evil.example",
        "192.168.0.1",
        "0.0.0.0",
    ] {
        for path in ["/", "/-/live", "/-/raw/reports/x.html", "/search/index.js"] {
            let (head, body) = serving.ask_as(path, &format!("Host: {host}\r\n"));
            assert!(head.starts_with("http/1.1 403"), "{host}{path}: {head}");
            assert!(body.contains("localhost"), "{body}");
        }
    }
    let (head, _) = serving.ask_as("/", "Host: LOCALHOST\r\n");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    let (head, _) = serving
        .send("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(head.starts_with("http/1.1 403"), "{head}");
    let (head, _) = serving.send(
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    );
    assert!(head.starts_with("http/1.1 405"), "{head}");
    assert!(head.contains("allow: get, head"), "{head}");
}

#[test]
fn markdown_stands_behind_pages() {
    let serving = Serving::start();
    let report = serving.report();
    let (_, page) = serving.ask(&format!("/reports/{report}"));
    let raw = format!("/-/raw/reports/{report}");
    assert!(page.contains(&format!("data-raw=\"{raw}\"")), "{page}");
    let (head, page) = serving.ask(&raw);
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(
        page.contains("id=\"L1\"") && page.contains("class=\"syntax-"),
        "{page}"
    );
    assert!(page.contains("ida-moreau.md"), "{page}");
    assert!(
        !page.contains("<a id=\"p-"),
        "markup of the file is text: {page}"
    );
    let (_, page) = serving.ask("/-/raw/entities/ida-moreau.html");
    assert!(page.contains("She keeps the weir."), "{page}");
    let (head, page) = serving.ask("/-/raw/timeline.html");
    assert!(
        head.starts_with("http/1.1 404") && page.contains("no file stands behind"),
        "{page}"
    );
}

#[test]
fn a_change_is_built_and_told_once() {
    let serving = Serving::start();
    let mut events = serving.listen();
    let first = events.next();
    assert_eq!(first["failed"], false, "{first}");
    let entity = "+++\nname = \"Port Anselm\"\ntype = \"place\"\n+++\nA town below a weir.\n";
    put(serving.root(), "content/entities/port-anselm.md", entity);
    let second = events.until(|state| state["edition"] != first["edition"]);
    let (_, page) = serving.ask("/entities/port-anselm.html");
    assert!(page.contains("A town below a weir."), "{page}");
    assert!(
        page.contains(&format!(
            "data-edition=\"{}\"",
            second["edition"].as_str().unwrap()
        )),
        "{page}"
    );
    // The build has written a link into the report file: that must not start another one.
    let file = serving.report().replace(".html", ".md");
    let file = serving.root().join("content/reports").join(file);
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .contains("port-anselm.md")
    );
    events
        .0
        .get_ref()
        .set_read_timeout(Some(Duration::from_millis(1500)))
        .unwrap();
    let mut line = String::new();
    let more = loop {
        line.clear();
        match events.0.read_line(&mut line) {
            Ok(_) if line.starts_with("data: ") => break Some(line.clone()),
            Ok(_) => {}
            Err(_) => break None,
        }
    };
    assert_eq!(more, None, "a build that nothing called for");
}

#[test]
fn what_is_wrong_is_told_until_it_is_mended() {
    let serving = Serving::start();
    let mut events = serving.listen();
    let first = events.next();
    let good = serving.ask("/").1;
    put(
        serving.root(),
        "themes/default/templates/home.html",
        "<h1>{{ view.title }}</h1>\n<p>{{ view.titel }}</p>\n",
    );
    let wrong = events.until(|state| state["failed"] == true);
    assert_eq!(
        wrong["edition"], first["edition"],
        "the site is the last good one"
    );
    let diagnostic = &wrong["diagnostics"][0];
    assert_eq!(diagnostic["code"], "template-failed", "{wrong}");
    assert_eq!(diagnostic["file"], "themes/default/templates/home.html");
    assert_eq!(diagnostic["line"], 2);
    assert!(
        diagnostic["hint"].is_string() && diagnostic["excerpt"].is_array(),
        "{wrong}"
    );
    let notes = diagnostic["notes"].as_array().unwrap();
    assert!(
        notes
            .iter()
            .any(|note| note.as_str().unwrap().contains("title \"The weir\"")),
        "{wrong}"
    );
    assert_eq!(serving.ask("/").1, good);
    put(
        serving.root(),
        "themes/default/templates/home.html",
        "<h1>{{ view.title }} mended</h1>\n",
    );
    let mended = events.until(|state| state["failed"] == false);
    assert_ne!(mended["edition"], first["edition"]);
    assert!(serving.ask("/").1.contains("The weir mended"));
    // What is only left out is told too, and the rest is built.
    put(
        serving.root(),
        "content/entities/broken.md",
        "no front matter\n",
    );
    let state = events.until(|state| !state["diagnostics"].as_array().unwrap().is_empty());
    assert_eq!(state["failed"], false, "{state}");
    assert_eq!(
        state["diagnostics"][0]["file"],
        "content/entities/broken.md"
    );
    std::fs::remove_file(serving.root().join("content/entities/broken.md")).unwrap();
    events.until(|state| state["diagnostics"].as_array().unwrap().is_empty());
}

#[cfg(unix)]
#[test]
fn it_stops_when_it_is_told_to() {
    let mut serving = Serving::start();
    let mut events = serving.listen();
    events.next();
    let told = Command::new("kill")
        .args(["-INT", &serving.program.id().to_string()])
        .status()
        .unwrap();
    assert!(told.success());
    assert!(serving.program.wait().unwrap().success());
}

#[test]
fn a_port_that_is_taken_is_named() {
    let serving = Serving::start();
    let output = Command::new(env!("CARGO_BIN_EXE_archive"))
        .args(["serve", "--port", &serving.port.to_string(), "--root"])
        .arg(serving.root())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("port-unusable") && said.contains(&serving.port.to_string()),
        "{said}"
    );
}
