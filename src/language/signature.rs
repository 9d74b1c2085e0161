//! How functions are called: the names of their parameters.

/// The parameters of a JSONata function; a `?` marks what can be left out.
pub fn jsonata(name: &str) -> Option<&'static str> {
    let found = JSONATA.iter().find(|(own, _)| *own == name);
    found.map(|(_, parameters)| *parameters)
}

/// The parameters of an intrinsic function.
pub fn intrinsic(name: &str) -> Option<&'static str> {
    let found = INTRINSIC.iter().find(|(own, _)| *own == name);
    found.map(|(_, parameters)| *parameters)
}

const INTRINSIC: [(&str, &str); 18] = [
    ("States.Array", "value, …"),
    ("States.ArrayContains", "array, value"),
    ("States.ArrayGetItem", "array, index"),
    ("States.ArrayLength", "array"),
    ("States.ArrayPartition", "array, size"),
    ("States.ArrayRange", "first, last, step"),
    ("States.ArrayUnique", "array"),
    ("States.Base64Decode", "text"),
    ("States.Base64Encode", "text"),
    ("States.Format", "template, value, …"),
    ("States.Hash", "data, algorithm"),
    ("States.JsonMerge", "object1, object2, false"),
    ("States.JsonToString", "value"),
    ("States.MathAdd", "number1, number2"),
    ("States.MathRandom", "start, end, seed?"),
    ("States.StringSplit", "text, splitter"),
    ("States.StringToJson", "text"),
    ("States.UUID", ""),
];

const JSONATA: [(&str, &str); 69] = [
    ("sum", "numbers"),
    ("count", "array"),
    ("max", "numbers"),
    ("min", "numbers"),
    ("average", "numbers"),
    ("string", "value, prettify?"),
    ("substring", "text, start, length?"),
    ("substringBefore", "text, chars"),
    ("substringAfter", "text, chars"),
    ("lowercase", "text"),
    ("uppercase", "text"),
    ("length", "text"),
    ("trim", "text"),
    ("pad", "text, width, char?"),
    ("match", "text, pattern, limit?"),
    ("contains", "text, pattern"),
    ("replace", "text, pattern, replacement, limit?"),
    ("split", "text, separator, limit?"),
    ("join", "texts, separator?"),
    ("formatNumber", "number, picture, options?"),
    ("formatBase", "number, radix?"),
    ("formatInteger", "number, picture"),
    ("parseInteger", "text, picture"),
    ("number", "value"),
    ("floor", "number"),
    ("ceil", "number"),
    ("round", "number, precision?"),
    ("abs", "number"),
    ("sqrt", "number"),
    ("power", "base, exponent"),
    ("random", "seed?"),
    ("boolean", "value"),
    ("not", "value"),
    ("map", "array, function"),
    ("zip", "array1, …"),
    ("filter", "array, function"),
    ("single", "array, function?"),
    ("reduce", "array, function, init?"),
    ("sift", "object, function?"),
    ("keys", "object"),
    ("lookup", "object, key"),
    ("append", "array1, array2"),
    ("exists", "value"),
    ("spread", "object"),
    ("merge", "objects"),
    ("reverse", "array"),
    ("each", "object, function"),
    ("error", "message?"),
    ("assert", "condition, message?"),
    ("type", "value"),
    ("sort", "array, function?"),
    ("shuffle", "array"),
    ("distinct", "array"),
    ("base64encode", "text"),
    ("base64decode", "text"),
    ("encodeUrlComponent", "text"),
    ("encodeUrl", "text"),
    ("decodeUrlComponent", "text"),
    ("decodeUrl", "text"),
    ("toMillis", "timestamp, picture?"),
    ("fromMillis", "millis, picture?, timezone?"),
    ("clone", "object"),
    ("now", "picture?, timezone?"),
    ("millis", ""),
    ("partition", "array, size"),
    ("range", "first, last, step"),
    ("hash", "text, algorithm"),
    ("uuid", ""),
    ("parse", "text"),
];

#[cfg(test)]
mod tests {
    use super::{intrinsic, jsonata};
    use crate::query::Function;
    use crate::query::jsonata::Expression;

    #[test]
    fn every_function_has_its_parameters() {
        for name in Expression::functions() {
            assert!(jsonata(name).is_some(), "${name}");
        }
        for function in Function::ALL {
            let (fewest, _) = function.arity();
            let parameters = intrinsic(function.name()).expect("parameters");
            let listed = parameters
                .split(", ")
                .filter(|name| !name.is_empty() && *name != "…" && !name.ends_with('?'));
            assert!(listed.count() >= fewest, "{}", function.name());
        }
    }
}
