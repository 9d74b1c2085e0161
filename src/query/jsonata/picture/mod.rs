//! The functions of JSONata that turn numbers, dates and texts into one another: no expression is
//! known here, only data. Their rules are the reference's (jsonata 2.0.6), odd ones included: what a
//! JavaScript number looks like, XPath's pictures, the escapes of a URL.
//!
//! | file | functions |
//! |---|---|
//! | `number` | `$string` of a number, `$number`, `$round`, `$formatBase` |
//! | `decimal` | `$formatNumber` |
//! | `integer` | `$formatInteger`, `$parseInteger`; `words` knows words, Roman numerals and letters |
//! | `moment`, `date`, `date_parse` | `$fromMillis`, `$toMillis` |
//! | `power` | `$power` |
//! | `text` | `$substring`, `$pad`, `$trim`, `$split` and `$replace` by a text, Base64 |
//! | `url` | `$encodeUrl`, `$decodeUrl` and their `Component`s |

#[cfg(test)]
mod cases;
pub mod date;
pub mod date_parse;
pub mod decimal;
pub mod integer;
mod moment;
pub mod number;
pub mod power;
pub mod text;
pub mod url;
mod words;
