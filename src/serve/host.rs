//! Which names this program answers to. A web page of somebody else's can have its own name lead to this machine
//! (DNS rebinding) and would then read the archive as its own: so only names that always mean this machine count.

use std::net::IpAddr;

use hyper::http::uri::Authority;

/// Whether an authority (`localhost:8420`) names this machine itself. The port is not looked at: it may have been
/// forwarded.
pub fn is_loopback(authority: &str) -> bool {
    let Ok(authority) = authority.parse::<Authority>() else {
        return false;
    };
    if authority.as_str().contains('@') {
        return false;
    }
    let host = authority.host();
    let inner = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
    match inner.unwrap_or(host).parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine() {
        for host in [
            "localhost",
            "LOCALHOST:8420",
            "127.0.0.1:1",
            "127.1.2.3",
            "[::1]:80",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "evil.example:8420",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "192.168.0.7",
            "0.0.0.0",
            "[::]",
            "localhost@evil.example",
            "evil.example@localhost",
            "::1",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
