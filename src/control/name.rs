//! Names of state machines, executions and activities (`api.md` section 1).

use super::error::{Answered, ApiError, Code};

/// Characters that a name cannot have, beside blanks and control characters.
const FORBIDDEN: &str = "<>{}[]?*\"#%\\^|~`$&,;:/";

/// Checks a name; its length is a matter of the request's form.
///
/// # Errors
/// `InvalidName`
pub fn check(name: &str) -> Answered<()> {
    let forbidden = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || FORBIDDEN.contains(c)
            || ('\u{fffe}'..='\u{ffff}').contains(&c)
    };
    if name.chars().any(forbidden) {
        let message = format!("Invalid Name: '{name}'");
        return Err(ApiError::new(Code::InvalidName, message));
    }
    Ok(())
}
