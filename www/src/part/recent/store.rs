//! The list as text: JSON, newest first, never more than a browser's storage bears.

use asl::debugger::view::Status;
use asl::value::{Object, Value, parse};

/// Most runs that are kept.
const MOST: usize = 20;
/// Most bytes that they take together.
const MOST_BYTES: usize = 400_000;
/// A larger workspace is not kept with its run: its input alone is.
const LARGE: usize = 100_000;
/// A larger input is not kept.
const LARGE_INPUT: usize = 50_000;

/// One run.
#[derive(Clone, Debug, PartialEq)]
pub struct Ran {
    /// When it was started, in milliseconds since 1970.
    pub at: f64,
    /// How it ended.
    pub status: Status,
    /// How long it took in virtual time, in milliseconds.
    pub took: i64,
    /// The workspace's title, else the machine's name.
    pub title: String,
    /// The input as written.
    pub input: String,
    /// The workspace as a file; empty when it was too large.
    pub file: String,
}

const STATUSES: [(Status, &str); 4] = [
    (Status::Succeeded, "SUCCEEDED"),
    (Status::Failed, "FAILED"),
    (Status::TimedOut, "TIMED_OUT"),
    (Status::Aborted, "ABORTED"),
];

/// The newest of these runs that there is room for.
pub fn write(all: &[Ran]) -> String {
    let (mut kept, mut bytes) = (Vec::new(), 0);
    for ran in all
        .iter()
        .filter(|ran| ran.input.len() <= LARGE_INPUT)
        .take(MOST)
    {
        let value = to_value(ran);
        bytes += value.to_json().len();
        if bytes > MOST_BYTES {
            break;
        }
        kept.push(value);
    }
    Value::array(kept).to_json()
}

fn to_value(ran: &Ran) -> Value {
    let status = STATUSES.iter().find(|(status, _)| *status == ran.status);
    let mut object = Object::new()
        .with("at", ran.at as i64)
        .with("status", status.map_or("", |(_, word)| *word))
        .with("took", ran.took)
        .with("title", ran.title.as_str())
        .with("input", ran.input.as_str());
    if ran.file.len() <= LARGE {
        object.insert("file", ran.file.as_str());
    }
    object.into()
}

/// The runs of a text; what cannot be read is left out.
pub fn read(text: &str) -> Vec<Ran> {
    let list = parse(text).ok();
    let list = list.as_ref().and_then(Value::as_array);
    list.into_iter().flatten().filter_map(from_value).collect()
}

fn from_value(value: &Value) -> Option<Ran> {
    let object = value.as_object()?;
    let text = |name: &str| {
        object
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let number = |name: &str| object.get(name)?.as_number()?.as_i64();
    let word = text("status");
    let status = STATUSES.iter().find(|(_, known)| *known == word)?;
    Some(Ran {
        at: number("at")? as f64,
        status: status.0,
        took: number("took")?,
        title: text("title"),
        input: text("input"),
        file: text("file"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ran(input: &str) -> Ran {
        Ran {
            at: 1_700_000_000_000.0,
            status: Status::Failed,
            took: 1_234,
            title: "订单".into(),
            input: input.into(),
            file: "{}".into(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let all = vec![ran("{}"), ran("[1, \"é\"]")];
        assert_eq!(read(&write(&all)), all);
        assert_eq!(read("nonsense"), []);
        assert_eq!(read("[1, {\"at\": 2}]"), []);
    }

    #[test]
    fn neither_many_nor_large_runs_fill_the_storage() {
        assert_eq!(read(&write(&vec![ran("{}"); 50])).len(), MOST);
        let large = Ran {
            file: "x".repeat(LARGE - 1),
            ..ran("{}")
        };
        assert!(write(&vec![large; 20]).len() <= MOST_BYTES);
        let larger = Ran {
            file: "x".repeat(LARGE + 1),
            ..ran("{}")
        };
        assert_eq!(read(&write(&[larger]))[0].file, "");
        assert_eq!(read(&write(&[ran(&"1".repeat(LARGE_INPUT + 1))])), []);
    }
}
