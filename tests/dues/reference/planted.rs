//! The comparison finds each bug that is planted: one wrong in that way only would not pass.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::random::story;
use super::{Bug, Reference, compared};

#[test]
fn every_planted_bug_is_seen_within_the_stories_that_are_compared() {
    let mut runner = TestRunner::deterministic();
    let mut unseen: Vec<Bug> = Bug::ALL.to_vec();
    for _ in 0..1_500 {
        if unseen.is_empty() {
            return;
        }
        let story = story().new_tree(&mut runner).unwrap().current();
        let product = compared::owed(&story);
        unseen.retain(|bug| Reference { bug: Some(*bug) }.owed(&story) == product);
    }
    panic!("not seen: {unseen:?}");
}
