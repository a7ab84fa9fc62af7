//! Help: how to do each task, whom to ask; personal information; accessibility. Open to anybody,
//! so that somebody who cannot sign in finds whom to call.

pub mod pages;
