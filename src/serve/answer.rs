//! From a request to its answer.

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::channel::Channel;
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};

use super::files::{self, Found};
use super::page::{self, Slip};
use super::{Site, host, raw};

/// The whole of a file, or events as they come.
type Body = Either<Full<Bytes>, Channel<Bytes>>;

const SCRIPT: &str = include_str!("live.js");
const STYLE: &str = include_str!("live.css");
const RAW_STYLE: &str = include_str!("raw.css");

/// The policy of what is no page of the site.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'self'";

/// Answers a request.
pub async fn answer(site: Arc<Site>, request: Request<Incoming>) -> Response<Body> {
    let refused = refusal(&request);
    let whole = request.method() == Method::GET;
    let path = request.uri().path().to_owned();
    if refused.is_none() && path == "/-/live" {
        let events = Either::Right(site.live.events());
        return dressed(StatusCode::OK, "text/event-stream", POLICY, events);
    }
    // Files and colours would keep others waiting.
    let found = match refused {
        Some(refused) => Ok(refused),
        None => tokio::task::spawn_blocking(move || respond(&site, &path)).await,
    };
    let fault = |_| Answer::text(StatusCode::INTERNAL_SERVER_ERROR, "this cannot be shown");
    found.unwrap_or_else(fault).response(whole)
}

/// What is not answered at all.
fn refusal(request: &Request<Incoming>) -> Option<Answer> {
    let named = request.headers().get(header::HOST);
    let named = named.and_then(|host| host.to_str().ok());
    // An absolute address in the first line outweighs the header, so both must hold.
    let asked = request.uri().authority().map(|a| a.as_str());
    let hosts: Vec<&str> = named.into_iter().chain(asked).collect();
    if hosts.is_empty() || !hosts.into_iter().all(host::is_loopback) {
        let why =
            "this archive is served to this machine alone: ask for it as localhost or 127.0.0.1";
        return Some(Answer::text(StatusCode::FORBIDDEN, why));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut answer = Answer::text(StatusCode::METHOD_NOT_ALLOWED, "there is only GET and HEAD");
        answer.extra = Some((header::ALLOW, "GET, HEAD".to_owned()));
        return Some(answer);
    }
    None
}

/// An answer that is all there.
struct Answer {
    status: StatusCode,
    kind: String,
    policy: String,
    bytes: Vec<u8>,
    extra: Option<(HeaderName, String)>,
}

impl Answer {
    fn new(kind: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            status: StatusCode::OK,
            kind: kind.to_owned(),
            policy: POLICY.to_owned(),
            bytes: bytes.into(),
            extra: None,
        }
    }

    fn text(status: StatusCode, words: &str) -> Self {
        Self {
            status,
            ..Self::new("text/plain; charset=utf-8", format!("{words}\n"))
        }
    }

    fn response(self, whole: bool) -> Response<Body> {
        let length = self.bytes.len();
        let bytes = if whole { self.bytes } else { Vec::new() };
        let body = Either::Left(Full::from(bytes));
        let mut response = dressed(self.status, &self.kind, &self.policy, body);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_LENGTH, length.into());
        if let Some((name, value)) = self.extra
            && let Ok(value) = HeaderValue::from_str(&value)
        {
            headers.insert(name, value);
        }
        response
    }
}

/// An answer with what every answer says: that it is not to be kept, is what it is called, and is for pages of this
/// site alone, which no page of another can read or run.
fn dressed(status: StatusCode, kind: &str, policy: &str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let says = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ];
    for (name, value) in says {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    response
}

fn respond(site: &Site, path: &str) -> Answer {
    match path {
        "/-/live.js" => Answer::new("text/javascript; charset=utf-8", SCRIPT),
        "/-/live.css" => Answer::new("text/css; charset=utf-8", STYLE),
        "/-/raw.css" => Answer::new("text/css; charset=utf-8", RAW_STYLE),
        _ => match path.strip_prefix("/-/raw") {
            Some(page) => markdown(site, page),
            None => file(site, path),
        },
    }
}

/// A file of the site.
fn file(site: &Site, path: &str) -> Answer {
    match files::find(&site.out, path) {
        Found::File(file) => match std::fs::read(&file) {
            Ok(bytes) => shown(site, path, &file, bytes),
            Err(_) => missing(site),
        },
        Found::Folder => {
            let mut answer = Answer::text(StatusCode::PERMANENT_REDIRECT, "this is a folder");
            answer.extra = Some((header::LOCATION, format!("{path}/")));
            answer
        }
        Found::Nothing => missing(site),
    }
}

fn shown(site: &Site, path: &str, file: &Path, bytes: Vec<u8>) -> Answer {
    let kind = files::content_type(file, &bytes);
    if !kind.starts_with("text/html") {
        return Answer::new(&kind, bytes);
    }
    let raw = raw::behind(&site.root, path).map(|_| format!("/-/raw{path}"));
    let slip = Slip {
        edition: &site.live.edition(),
        raw: raw.as_deref(),
        elsewhere: false,
    };
    let (page, policy) = page::served(&String::from_utf8_lossy(&bytes), &slip);
    Answer {
        policy,
        ..Answer::new(&kind, page)
    }
}

/// The site's own page for addresses that lead nowhere; where nothing is built yet, a page to show diagnostics on.
fn missing(site: &Site) -> Answer {
    let own = std::fs::read_to_string(site.out.join("404.html"));
    let page = own.unwrap_or_else(|_| {
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>archive serve</title></head>\
         <body><main><h1>There is nothing here yet</h1></main></body></html>\n"
            .to_owned()
    });
    let slip = Slip {
        edition: &site.live.edition(),
        raw: None,
        elsewhere: true,
    };
    let (page, policy) = page::served(&page, &slip);
    Answer {
        status: StatusCode::NOT_FOUND,
        policy,
        ..Answer::new("text/html; charset=utf-8", page)
    }
}

/// The Markdown behind a page.
fn markdown(site: &Site, page: &str) -> Answer {
    let found = raw::behind(&site.root, page);
    let read = found.and_then(|(path, shown)| Some((std::fs::read(path).ok()?, shown)));
    match read {
        Some((bytes, shown)) => {
            let html = raw::page(&shown, &String::from_utf8_lossy(&bytes), page);
            Answer::new("text/html; charset=utf-8", html)
        }
        None => Answer::text(
            StatusCode::NOT_FOUND,
            "no file stands behind this page: /-/raw/reports/NAME.html shows that of a report, and so do \
             entities/, events/ and pages/; an event that the program found has none before \
             `archive suggest --write` makes it",
        ),
    }
}
