//! What seldom goes between engine and page is written and read by functions of its own: the code that every
//! action and every panel passes through stays small, and a page that loads its module in parts needs them later.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[inline(never)]
pub fn serialize<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.serialize(serializer)
}

#[inline(never)]
pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::deserialize(deserializer)
}
