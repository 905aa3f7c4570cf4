//! What staff have written for the person.

use super::messages;

messages! {
    HEADING = "What we wrote to you", "ہم نے آپ کو کیا لکھا", "Co do Ciebie napisaliśmy";
}
