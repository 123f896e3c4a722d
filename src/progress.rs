//! How a build tells that it is getting on.

/// Somebody who watches the stages of a build.
pub trait Progress: Sync {
    /// A stage begins, of so many steps (0: nobody knows), and the one before is over.
    fn stage(&self, name: &'static str, steps: usize);
    /// One step of the stage is done: a source, a page, a file.
    fn step(&self);
    /// The last stage is over.
    fn done(&self);
}

/// Nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _name: &'static str, _steps: usize) {}

    fn step(&self) {}

    fn done(&self) {}
}
