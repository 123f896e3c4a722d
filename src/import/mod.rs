pub fn is_web_archive(name: &str) -> bool { let name=name.to_ascii_lowercase(); [".warc",".warc.gz",".wacz"].iter().any(|e| name.ends_with(e)) }
