//! What speaks for it that a passage tells an event, and against it.
//!
//! It is weighed by the two themselves ([`Alone`]), and then twice among the passages around and the other events
//! (`Among`): the second time with what the first made of the passages around, so that what goes on is seen to.
//! All three sums are logistic regressions, fitted on archives that were labelled by reading (tests/tellings/README.md
//! says which), and rounded; `labelled::fit` prints them anew.

mod alone;
mod among;
mod parties;

#[cfg(test)]
pub use alone::ALONE;
pub use alone::Alone;
pub use among::{Around, SECOND, THIRD};
pub use parties::is_of_other_day;

/// What each sign weighs; the last is added as it is.
pub type Weights<const N: usize> = [f64; N];

/// How likely it is that signs with these weights mean a telling, from 0 to 1.
pub fn likelihood(signs: &[f64], weights: &[f64]) -> f64 {
    let pairs = signs.iter().zip(weights);
    let base = weights.last().copied().unwrap_or_default();
    let sum = pairs.map(|(sign, weight)| sign * weight).sum::<f64>() + base;
    1.0 / (1.0 + (-sum).exp())
}

fn yes(is: bool) -> f64 {
    f64::from(u8::from(is))
}
