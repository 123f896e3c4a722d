use std::sync::Once;
use std::thread;

/// The name of the threads whose panics are no news.
const NAME: &str = "form";
/// They have room for deep nesting; what is not used costs nothing.
const STACK: usize = 256 << 20;

/// Runs on a thread of its own what may panic on damaged input: the libraries that read forms as wide
/// as PDF or MIME do. None where it did.
pub fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if thread::current().name() != Some(NAME) {
                before(panic);
            }
        }));
    });
    thread::scope(|scope| {
        let thread = thread::Builder::new()
            .name(NAME.to_owned())
            .stack_size(STACK);
        thread.spawn_scoped(scope, work).ok()?.join().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_stays_apart() {
        assert_eq!(apart(|| 1), Some(1));
        assert_eq!(apart(|| -> i32 { panic!("no") }), None);
    }
}
