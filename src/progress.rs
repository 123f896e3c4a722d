//! How a build tells that it is getting on.

/// Somebody who watches the stages of a build.
pub trait Progress: Sync {
    /// A stage begins, and the one before is over.
    fn stage(&self, name: &'static str);
    /// The last stage is over.
    fn done(&self);
}

/// Nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _name: &'static str) {}

    fn done(&self) {}
}
