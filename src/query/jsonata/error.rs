//! What can be wrong with an expression, and what can go wrong when it runs: the codes and the words of
//! the reference implementation (jsonata 2.0.6), which AWS shows as `code: words`.

use std::fmt;
use std::rc::Rc;

macro_rules! codes {
    ($($code:ident = $words:literal,)*) => {
        /// The reference's codes: `S` what cannot be read, `T` wrong types, `D` wrong data. The codes that
        /// begin with `U` are ours: a budget that ran out, a result that is no data.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)] // the words beside each say what it means
        pub enum Code {
            $($code,)*
        }

        /// Each code as text, and its words: `{{token}}` stands for a part of the error as JSON text,
        /// `{{{token}}}` for the bare text.
        const TABLE: &[(&str, &str)] = &[$((stringify!($code), $words),)*];
    };
}

codes! {
    S0101 = "String literal must be terminated by a matching quote",
    S0102 = "Number out of range: {{token}}",
    S0103 = "Unsupported escape sequence: \\{{token}}",
    S0104 = "The escape sequence \\u must be followed by 4 hex digits",
    S0105 = "Quoted property name must be terminated with a backquote (`)",
    S0106 = "Comment has no closing tag",
    S0201 = "Syntax error: {{token}}",
    S0202 = "Expected {{value}}, got {{token}}",
    S0203 = "Expected {{value}} before end of expression",
    S0204 = "Unknown operator: {{token}}",
    S0206 = "Unknown expression type: {{token}}",
    S0207 = "Unexpected end of expression",
    S0208 = "Parameter {{value}} of function definition must be a variable name (start with $)",
    S0209 = "A predicate cannot follow a grouping expression in a step",
    S0210 = "Each step can only have one grouping expression",
    S0211 = "The symbol {{token}} cannot be used as a unary operator",
    S0212 = "The left side of := must be a variable name (start with $)",
    S0213 = "The literal value {{value}} cannot be used as a step within a path expression",
    S0214 = "The right side of {{token}} must be a variable name (start with $)",
    S0215 = "A context variable binding must precede any predicates on a step",
    S0216 = "A context variable binding must precede the 'order-by' clause on a step",
    S0217 = "The object representing the 'parent' cannot be derived from this expression",
    S0301 = "Empty regular expressions are not allowed",
    S0302 = "No terminating / in regular expression",
    S0303 = "Invalid regular expression: {{{message}}}",
    S0402 = "Choice groups containing parameterized types are not supported",
    S0401 = "Type parameters can only be applied to functions and arrays",
    T0410 = "Argument {{index}} of function {{token}} does not match function signature",
    T0411 = "Context value is not a compatible type with argument {{index}} of function {{token}}",
    T0412 = "Argument {{index}} of function {{token}} must be an array of {{type}}",
    D1001 = "Number out of range: {{value}}",
    D1002 = "Cannot negate a non-numeric value: {{value}}",
    T1003 = "Key in object structure must evaluate to a string; got: {{value}}",
    D1004 = "Regular expression matches zero length string",
    T1005 = "Attempted to invoke a non-function. Did you mean ${{{token}}}?",
    T1006 = "Attempted to invoke a non-function",
    T1007 = "Attempted to partially apply a non-function. Did you mean ${{{token}}}?",
    T1008 = "Attempted to partially apply a non-function",
    D1009 = "Multiple key definitions evaluate to same key: {{value}}",
    T1010 = "The matcher function argument passed to function {{token}} does not return the correct object structure",
    T2001 = "The left side of the {{token}} operator must evaluate to a number",
    T2002 = "The right side of the {{token}} operator must evaluate to a number",
    T2003 = "The left side of the range operator (..) must evaluate to an integer",
    T2004 = "The right side of the range operator (..) must evaluate to an integer",
    T2006 = "The right side of the function application operator ~> must be a function",
    T2007 = "Type mismatch when comparing values {{value}} and {{value2}} in order-by clause",
    T2008 = "The expressions within an order-by clause must evaluate to numeric or string values",
    T2009 = "The values {{value}} and {{value2}} either side of operator {{token}} must be of the same data type",
    T2010 = "The expressions either side of operator {{token}} must evaluate to numeric or string values",
    T2011 = "The insert/update clause of the transform expression must evaluate to an object: {{value}}",
    T2012 = "The delete clause of the transform expression must evaluate to a string or array of strings: {{value}}",
    T2013 = "The transform expression clones the input object using the $clone() function.  This has been overridden in the current scope by a non-function.",
    D2014 = "The size of the sequence allocated by the range operator (..) must not exceed 1e6.  Attempted to allocate {{value}}.",
    D3001 = "Attempting to invoke string function on Infinity or NaN",
    D3010 = "Second argument of replace function cannot be an empty string",
    D3011 = "Fourth argument of replace function must evaluate to a positive number",
    D3012 = "Attempted to replace a matched string with a non-string value",
    D3020 = "Third argument of split function must evaluate to a positive number",
    D3030 = "Unable to cast value to a number: {{value}}",
    D3040 = "Third argument of match function must evaluate to a positive number",
    D3050 = "The second argument of reduce function must be a function with at least two arguments",
    D3060 = "The sqrt function cannot be applied to a negative number: {{value}}",
    D3061 = "The power function has resulted in a value that cannot be represented as a JSON number: base={{value}}, exponent={{value2}}",
    D3070 = "The single argument form of the sort function can only be applied to an array of strings or an array of numbers.  Use the second argument to specify a comparison function",
    D3080 = "The picture string must only contain a maximum of two sub-pictures",
    D3081 = "The sub-picture must not contain more than one instance of the 'decimal-separator' character",
    D3082 = "The sub-picture must not contain more than one instance of the 'percent' character",
    D3083 = "The sub-picture must not contain more than one instance of the 'per-mille' character",
    D3084 = "The sub-picture must not contain both a 'percent' and a 'per-mille' character",
    D3085 = "The mantissa part of a sub-picture must contain at least one character that is either an 'optional digit character' or a member of the 'decimal digit family'",
    D3086 = "The sub-picture must not contain a passive character that is preceded by an active character and that is followed by another active character",
    D3087 = "The sub-picture must not contain a 'grouping-separator' character that appears adjacent to a 'decimal-separator' character",
    D3088 = "The sub-picture must not contain a 'grouping-separator' at the end of the integer part",
    D3089 = "The sub-picture must not contain two adjacent instances of the 'grouping-separator' character",
    D3090 = "The integer part of the sub-picture must not contain a member of the 'decimal digit family' that is followed by an instance of the 'optional digit character'",
    D3091 = "The fractional part of the sub-picture must not contain an instance of the 'optional digit character' that is followed by a member of the 'decimal digit family'",
    D3092 = "A sub-picture that contains a 'percent' or 'per-mille' character must not contain a character treated as an 'exponent-separator'",
    D3093 = "The exponent part of the sub-picture must comprise only of one or more characters that are members of the 'decimal digit family'",
    D3100 = "The radix of the formatBase function must be between 2 and 36.  It was given {{value}}",
    D3110 = "The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given {{value}}",
    D3130 = "Formatting or parsing an integer as a sequence starting with {{value}} is not supported by this implementation",
    D3131 = "In a decimal digit pattern, all digits must be from the same decimal group",
    D3132 = "Unknown component specifier {{value}} in date/time picture string",
    D3133 = "The 'name' modifier can only be applied to months and days in the date/time picture string, not {{value}}",
    D3134 = "The timezone integer format specifier cannot have more than four digits",
    D3135 = "No matching closing bracket ']' in date/time picture string",
    D3136 = "The date/time picture string is missing specifiers required to parse the timestamp",
    D3137 = "{{{message}}}",
    D3138 = "The $single() function expected exactly 1 matching result.  Instead it matched more.",
    D3139 = "The $single() function expected exactly 1 matching result.  Instead it matched 0.",
    D3140 = "Malformed URL passed to ${{{token}}}(): {{value}}",
    D3141 = "{{{message}}}",
    U0001 = "The expression is nested too deeply",
    U0003 = "The argument of the parse function is not JSON: {{{message}}}",
    U1001 = "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive.",
    U1002 = "The expression takes too many steps",
    U1003 = "Expression evaluation memory limit exceeded: Check for excessive memory usage",
    U1004 = "The result is a function, which is no data",
}

impl Code {
    /// The code as text: `T2001`.
    pub fn as_str(self) -> &'static str {
        TABLE[self as usize].0
    }

    fn words(self) -> &'static str {
        TABLE[self as usize].1
    }
}

/// What the words of an error speak of, each as JSON text; `None` is not known and written `undefined`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Details {
    /// An operator, a function's name, a piece of the expression.
    pub token: Option<Rc<str>>,
    /// The value at fault.
    pub value: Option<Rc<str>>,
    /// Another one.
    pub value2: Option<Rc<str>>,
    /// The number of an argument, from 1.
    pub index: Option<usize>,
    /// What an array should hold: `numbers`.
    pub kind: Option<&'static str>,
    /// Words that stand by themselves.
    pub message: Option<Rc<str>>,
}

impl Details {
    /// The part that a template calls `name`, bare or as JSON text.
    fn part(&self, name: &str, bare: bool) -> String {
        let known = match name {
            "token" => self.token.as_deref().map(str::to_owned),
            "message" => self.message.as_deref().map(str::to_owned),
            "value" => self.value.as_deref().map(str::to_owned),
            "value2" => self.value2.as_deref().map(str::to_owned),
            "type" => self.kind.map(quoted),
            _ => self.index.map(|index| index.to_string()),
        };
        let text = known.unwrap_or_else(|| "undefined".to_owned());
        let string = crate::value::parse(&text).ok().filter(|_| bare);
        string
            .as_ref()
            .and_then(crate::value::Value::as_str)
            .map_or_else(|| text.clone(), str::to_owned)
    }

    /// The words of `code` with its places filled.
    fn fill(&self, code: Code) -> String {
        let mut out = String::new();
        let mut rest = code.words();
        while let Some((before, after)) = rest.split_once("{{") {
            out.push_str(before);
            let bare = after.starts_with('{');
            let (name, after) = after
                .trim_start_matches('{')
                .split_once("}}")
                .unwrap_or((after, ""));
            out.push_str(&self.part(name, bare));
            rest = if bare {
                after.strip_prefix('}').unwrap_or(after)
            } else {
                after
            };
        }
        out.push_str(rest);
        out
    }
}

/// A text as JSON text.
pub(super) fn quoted(text: &str) -> String {
    crate::value::Value::from(text).to_json()
}

/// Why a text is not an expression. [`fmt::Display`] gives the reference's words, in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The reference's code.
    pub code: Code,
    /// Byte offset in the text.
    pub offset: usize,
    /// Length in bytes of what is wrong; zero at the text's end.
    pub length: usize,
    pub(super) details: Box<Details>,
}

impl SyntaxError {
    pub(super) fn new(code: Code, offset: usize, length: usize) -> Self {
        Self {
            code,
            offset,
            length,
            details: Box::default(),
        }
    }

    /// With the token it speaks of.
    pub(super) fn token(self, token: &str) -> Self {
        self.json_token(&quoted(token))
    }

    /// With the token it speaks of, as JSON text.
    pub(super) fn json_token(mut self, token: &str) -> Self {
        self.details.token = Some(Rc::from(token));
        self
    }

    /// With the text it speaks of.
    pub(super) fn text_value(self, value: &str) -> Self {
        self.json_value(&quoted(value))
    }

    /// With the value it speaks of, as JSON text.
    pub(super) fn json_value(mut self, value: &str) -> Self {
        self.details.value = Some(Rc::from(value));
        self
    }

    /// With words of its own.
    pub(super) fn message(mut self, message: &str) -> Self {
        self.details.message = Some(Rc::from(quoted(message)));
        self
    }

    /// What was found: an operator, a piece of the expression. Empty where the error speaks of none.
    pub fn found(&self) -> String {
        bare(self.details.token.as_deref())
    }

    /// What was wanted instead, or the value at fault. Empty where the error speaks of none.
    pub fn wanted(&self) -> String {
        bare(self.details.value.as_deref())
    }

    /// Words of its own: why a regular expression is none.
    pub fn detail(&self) -> String {
        bare(self.details.message.as_deref())
    }
}

/// JSON text without the quotes of a text.
fn bare(json: Option<&str>) -> String {
    let json = json.unwrap_or_default();
    let text = crate::value::parse(json).ok();
    let text = text.as_ref().and_then(crate::value::Value::as_str);
    text.unwrap_or(json).to_owned()
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.details.fill(self.code))
    }
}

impl std::error::Error for SyntaxError {}

/// Why an expression gives nothing. [`fmt::Display`] gives the reference's words: AWS's cause is
/// `{code}: {words}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvaluationError(Box<Failure>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Failure {
    code: Code,
    offset: Option<usize>,
    details: Details,
}

impl EvaluationError {
    pub(super) fn new(code: Code) -> Self {
        Self(Box::new(Failure {
            code,
            offset: None,
            details: Details::default(),
        }))
    }

    /// The code: the reference's, or ours where the reference has none.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Byte offset in the text of the operator or call that failed, if it is known.
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }

    /// Places the error, unless it knows a more exact place.
    pub(super) fn at(mut self, offset: usize) -> Self {
        let _ = self.0.offset.get_or_insert(offset);
        self
    }

    /// Names the function it happened in, unless it has a name.
    pub(super) fn named(mut self, token: Option<&Rc<str>>) -> Self {
        if let (Some(token), None) = (token, &self.0.details.token) {
            self.0.details.token = Some(Rc::from(quoted(token)));
        }
        self
    }

    /// Names the operator it happened in, in place of any other name.
    pub(super) fn operator(mut self, token: &str) -> Self {
        self.0.details.token = Some(Rc::from(quoted(token)));
        self
    }

    /// With its details.
    pub(super) fn with(mut self, change: impl FnOnce(&mut Details)) -> Self {
        change(&mut self.0.details);
        self
    }
}

impl fmt::Display for EvaluationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.details.fill(self.0.code))
    }
}

impl std::error::Error for EvaluationError {}
