//! Elements that end without an end tag (HTML standard, 13.1.2.4).

use super::super::elements::{is_inline, is_of_head, is_void};
use super::Builder;

impl Builder {
    /// Closes what a start tag ends without an end tag.
    pub fn close_implied(&mut self, name: &str) {
        match name {
            "li" => self.close_up_to(&["li"], &["ul", "ol", "menu"]),
            "dt" | "dd" => self.close_up_to(&["dt", "dd"], &["dl"]),
            "option" | "optgroup" => self.close_up_to(&["option"], &["select"]),
            "td" | "th" => self.close_up_to(&["td", "th"], &["tr"]),
            "tr" => self.close_up_to(&["tr"], &["tbody", "thead", "tfoot"]),
            "tbody" | "thead" | "tfoot" => {
                self.close_up_to(&["tbody", "thead", "tfoot", "caption"], &[]);
            }
            "a" => self.close_up_to(&["a"], &["p", "div", "li"]),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.close_up_to(
                    &["h1", "h2", "h3", "h4", "h5", "h6"],
                    &["div", "section", "article"],
                );
            }
            "body" => self.close_up_to(&["head"], &[]),
            _ => {}
        }
        if !is_inline(name) && !is_void(name) || name == "hr" {
            self.close_up_to(&["p"], &["div", "section", "article", "li", "button"]);
        }
        if self.top().is_some_and(|e| &*e.name == "head") && !is_of_head(name) {
            let last = self.stack.len() - 1;
            self.cut(last);
        }
    }

    fn close_up_to(&mut self, closed: &[&str], stops: &[&str]) {
        for at in (0..self.stack.len()).rev() {
            let name = &*self.tree.elements[self.stack[at]].name;
            if closed.contains(&name) {
                if !is_inline(name) && !matches!(name, "td" | "th") {
                    self.end_block();
                }
                self.cut(at);
                return;
            }
            if stops.contains(&name) || matches!(name, "table" | "td" | "th" | "body" | "html") {
                return;
            }
        }
    }
}
