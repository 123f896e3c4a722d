use std::fmt::Write;

use crate::model::Provenance;

/// What a person says of a source, by the keys of the file `NAME.toml` beside it.
fn values(said: &Provenance) -> [(&'static str, &Option<String>); 7] {
    [
        ("url", &said.url),
        ("retrieved", &said.retrieved),
        ("published", &said.published),
        ("outlet", &said.outlet),
        ("author", &said.author),
        ("licence", &said.licence),
        ("language", &said.language),
    ]
}

/// The sidecar that says this. Empty where nothing is said.
pub fn written(said: &Provenance) -> String {
    let mut sidecar = String::new();
    for (key, value) in values(said) {
        if let Some(value) = value {
            // Writing to a String cannot fail.
            let _ = writeln!(sidecar, "{key} = {}", toml::Value::from(value.as_str()));
        }
    }
    sidecar
}

/// This over what a sidecar says already; its comments stay.
///
/// # Errors
///
/// Where that is no TOML, why.
pub fn over(said: &Provenance, sidecar: &str) -> Result<String, String> {
    if sidecar.is_empty() {
        return Ok(written(said));
    }
    let mut document: toml_edit::DocumentMut = sidecar
        .parse()
        .map_err(|fault: toml_edit::TomlError| fault.message().to_owned())?;
    for (key, value) in values(said) {
        if let Some(value) = value {
            document[key] = toml_edit::value(value.as_str());
        }
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_now_outweighs_what_was_said() {
        let said = Provenance {
            outlet: Some("Le \"Fil\"".to_owned()),
            ..Provenance::default()
        };
        assert_eq!(written(&said), "outlet = 'Le \"Fil\"'\n");
        let both = over(&said, "# mine\nauthor = \"I. T.\"\noutlet = \"x\"\n");
        assert_eq!(
            both.as_deref(),
            Ok("# mine\nauthor = \"I. T.\"\noutlet = 'Le \"Fil\"'\n")
        );
        assert!(over(&said, "= x").is_err());
    }
}
