//! Property 2 of DESIGN.md, section 10, over whatever report the bytes stand for.

#![no_main]
// What the targets share is more than each of them uses.
#![allow(dead_code)]

#[path = "../../tests/support/choices.rs"]
mod choices;
#[path = "../../tests/support/round_trip.rs"]
mod round_trip;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(why) = round_trip::check(bytes) {
        panic!("{why}");
    }
});
