//! Chance from a seed: SplitMix64, which is small, fast and the same everywhere.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::cell::Cell;
use std::rc::Rc;

/// A stream of numbers that its seed decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Random(Cell<u64>);

impl Random {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self(Cell::new(seed))
    }

    /// The next 64 bits.
    pub fn bits(&self) -> u64 {
        let state = self.0.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.0.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// The next number of 0..1.
    pub fn unit(&self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A UUID of version 4, for request ids.
    pub fn uuid(&self) -> Rc<str> {
        let (high, low) = (self.bits(), self.bits());
        let version = (high & !0xF000) | 0x4000;
        let variant = (low & !(0b11 << 62)) | (0b10 << 62);
        Rc::from(format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            version >> 32,
            (version >> 16) & 0xFFFF,
            version & 0xFFFF,
            variant >> 48,
            variant & 0xFFFF_FFFF_FFFF
        ))
    }

    /// A task token: opaque text, longer than anyone guesses.
    pub fn task_token(&self) -> Rc<str> {
        let bytes = std::array::from_fn::<_, 9, _>(|_| self.bits().to_be_bytes());
        Rc::from(STANDARD.encode(bytes.as_flattened()))
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let (one, two) = (Random::new(7), Random::new(7));
        assert_eq!(one.bits(), two.bits());
        assert_eq!(one.uuid(), two.uuid());
        assert_ne!(Random::new(8).bits(), Random::new(7).bits());
    }

    #[test]
    fn a_uuid_has_version_4_and_its_variant() {
        for seed in 0..50 {
            let uuid = Random::new(seed).uuid();
            assert_eq!(uuid.len(), 36);
            assert_eq!(uuid.as_bytes()[14], b'4', "{uuid}");
            assert!(b"89ab".contains(&uuid.as_bytes()[19]), "{uuid}");
        }
    }

    #[test]
    fn units_stay_within_0_and_1() {
        let random = Random::new(1);
        assert!((0..1000).all(|_| (0.0..1.0).contains(&random.unit())));
    }
}
