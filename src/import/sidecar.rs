use std::fmt::Write;

/// What a person says of a source, which the file `NAME.toml` beside it keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub url: Option<String>,
    /// EDTF.
    pub retrieved: Option<String>,
    /// EDTF.
    pub published: Option<String>,
    pub outlet: Option<String>,
    pub author: Option<String>,
    pub licence: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
}

impl Said {
    fn values(&self) -> [(&'static str, &Option<String>); 7] {
        [
            ("url", &self.url),
            ("retrieved", &self.retrieved),
            ("published", &self.published),
            ("outlet", &self.outlet),
            ("author", &self.author),
            ("licence", &self.licence),
            ("language", &self.language),
        ]
    }

    /// The sidecar that says this. Empty where nothing is said.
    pub fn sidecar(&self) -> String {
        let mut sidecar = String::new();
        for (key, value) in self.values() {
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
    pub fn over(&self, sidecar: &str) -> Result<String, String> {
        if sidecar.is_empty() {
            return Ok(self.sidecar());
        }
        let mut document: toml_edit::DocumentMut = sidecar
            .parse()
            .map_err(|fault: toml_edit::TomlError| fault.message().to_owned())?;
        for (key, value) in self.values() {
            if let Some(value) = value {
                document[key] = toml_edit::value(value.as_str());
            }
        }
        Ok(document.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_now_outweighs_what_was_said() {
        let said = Said {
            outlet: Some("Le \"Fil\"".to_owned()),
            ..Said::default()
        };
        assert_eq!(said.sidecar(), "outlet = 'Le \"Fil\"'\n");
        let both = said.over("# mine\nauthor = \"I. T.\"\noutlet = \"x\"\n");
        assert_eq!(
            both.as_deref(),
            Ok("# mine\nauthor = \"I. T.\"\noutlet = 'Le \"Fil\"'\n")
        );
        assert!(said.over("= x").is_err());
    }
}
