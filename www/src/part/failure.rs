//! Error and Cause, in AWS's words.

use crate::kit::json::Json;
use asl::debugger::view::ErrorRow;
use leptos::prelude::*;

/// A failure in its box. A Cause that is JSON, as those of functions are, is laid out to be read.
pub fn failure_view(row: &ErrorRow) -> impl IntoView + use<> {
    let cause = match laid_out(&row.cause) {
        Some(text) => view! { <dd><Json text /></dd> }.into_any(),
        None => view! { <dd class="code">{row.cause.clone()}</dd> }.into_any(),
    };
    view! {
        <dl class="error-box">
            <dt>"Error"</dt>
            <dd class="code">{row.error.clone()}</dd>
            <dt>"Cause"</dt>
            {cause}
        </dl>
    }
}

/// The text of a JSON object on lines of its own; `None` for any other text.
fn laid_out(cause: &str) -> Option<String> {
    let value = asl::value::parse(cause).ok()?;
    value.as_object().map(|_| value.to_pretty_json())
}

#[cfg(test)]
mod tests {
    use super::laid_out;

    #[test]
    fn only_objects_are_laid_out() {
        assert_eq!(
            laid_out(r#"{"errorType":"E"}"#).as_deref(),
            Some("{\n  \"errorType\": \"E\"\n}")
        );
        assert_eq!(laid_out("nope"), None);
        assert_eq!(laid_out("3"), None);
    }
}
