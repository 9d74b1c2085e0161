//! Names of state machines, executions and activities (`api.md` section 1).

use super::error::{Answered, ApiError, Code};

/// Characters that a name cannot have, beside blanks and control characters.
const FORBIDDEN: &str = "<>{}[]?*\"#%\\^|~`$&,;:/";

/// Checks a name; its length is a matter of the request's form.
///
/// # Errors
/// `InvalidName`
pub fn check(name: &str) -> Answered<()> {
    if !is_name(name) {
        let message = format!("Invalid Name: '{name}'");
        return Err(ApiError::new(Code::InvalidName, message));
    }
    Ok(())
}

/// Whether a name has only characters that names can have, whatever its length.
pub fn is_name(name: &str) -> bool {
    let forbidden = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || FORBIDDEN.contains(c)
            || ('\u{fffe}'..='\u{ffff}').contains(&c)
    };
    !name.chars().any(forbidden)
}
