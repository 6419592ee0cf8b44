//! How does text look to the encoder, and how do its answers come back to words?
//!
//! Four steps, each a folder: [`words`] and [`WordPieces`] cut a text into words and their pieces, every piece with
//! its byte range; [`cut`] lays overlapping [`Window`]s of bounded size over the words; [`Model`] runs the weights
//! over the windows; [`merge`] gives each word the answer of the window in which it stands deepest. Everything is a
//! function of its arguments; the weights come as bytes.

mod error;
mod model;
mod window;
mod wordpiece;

pub use error::Error;
#[cfg(feature = "ort")]
pub use model::OnnxRuntime;
pub use model::{Answer, Input, Matrix, Model, Options, Runtime, digest};
pub use window::{Limits, Window, cut, merge};
pub use wordpiece::{
    LONGEST_WORD, Lexicon, Masks, Piece, SHAPE_IDS, Shape, Special, Vocabulary, WordPieces, paragraphs, words,
};
