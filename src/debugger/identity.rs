//! Who a run is: names and ARNs out of the workspace's settings, the same every time.

use crate::control::Place;
use crate::control::nested::{Start, Waits};
use crate::execution::{self, Mode, Random};
use crate::project::Settings;
use std::rc::Rc;

/// The settings of an execution.
pub fn settings(settings: &Settings) -> execution::Settings {
    let partition = partition(&settings.region);
    let (account, machine) = (&settings.account, &settings.machine_name);
    let role =
        format!("arn:{partition}:iam::{account}:role/service-role/StepFunctions-{machine}-role");
    execution::Settings {
        partition: partition.into(),
        region: settings.region.as_str().into(),
        account: account.as_str().into(),
        machine_name: machine.as_str().into(),
        execution_name: execution_name(settings.seed),
        role_arn: role.into(),
        mode: mode(settings),
        seed: u64::from(settings.seed),
        answered: false,
    }
}

/// The settings of an execution that a Task starts: what is random in it follows from the call.
pub fn of_child(
    settings: &Settings,
    start: &Start<'_>,
    express: bool,
    request_id: &str,
) -> execution::Settings {
    let seed = request_id
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        });
    let name = start.name.map_or_else(|| uuid(seed), Rc::from);
    let own = Settings {
        machine_name: start.machine.to_owned(),
        ..settings.clone()
    };
    execution::Settings {
        execution_name: name,
        mode: if express {
            Mode::Express {
                run: uuid(seed.wrapping_add(1)),
                synchronous: start.waits == Waits::ForTheResponse,
            }
        } else {
            Mode::Standard
        },
        seed,
        ..self::settings(&own)
    }
}

/// Where the workspace lies.
pub fn place(settings: &Settings) -> Place {
    Place {
        partition: partition(&settings.region).into(),
        region: settings.region.as_str().into(),
        account: settings.account.as_str().into(),
    }
}

/// An Express execution's ARN ends with one more UUID.
fn mode(settings: &Settings) -> Mode {
    if settings.express {
        Mode::Express {
            run: execution_name(settings.seed.wrapping_add(1)),
            synchronous: false,
        }
    } else {
        Mode::Standard
    }
}

/// The partition that a region lies in.
fn partition(region: &str) -> &'static str {
    if region.starts_with("cn-") {
        "aws-cn"
    } else if region.starts_with("us-gov-") {
        "aws-us-gov"
    } else {
        "aws"
    }
}

/// A name as the console gives one: a version 4 UUID, from the seed.
fn execution_name(seed: u32) -> Rc<str> {
    uuid(u64::from(seed))
}

/// A version 4 UUID.
fn uuid(seed: u64) -> Rc<str> {
    Random::new(seed).uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_execution_is_named_like_a_random_one_and_always_the_same() {
        let name = execution_name(7);
        assert_eq!(name, execution_name(7));
        assert_ne!(name, execution_name(8));
        let lengths: Vec<_> = name.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert_eq!(&name[14..15], "4");
        assert!("89ab".contains(&name[19..20]));
    }

    #[test]
    fn china_has_a_partition_of_its_own() {
        let china = Settings {
            region: "cn-north-1".into(),
            ..Settings::default()
        };
        assert!(settings(&china).role_arn.starts_with("arn:aws-cn:iam::"));
    }
}
