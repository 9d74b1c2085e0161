//! Powers, the same on every machine: what a processor or its library offers differs in the last place,
//! and a run in the browser would not be the one outside. The algorithm is that of Sun's fdlibm, from which
//! V8 began.
//!
//! The logarithm of the base is found in two parts, multiplied by the exponent in two parts, and raised.

/// `log2(1.5)` in two parts.
const LOG_THREE_HALVES: Split = Split(0.584_962_487_220_764_2, 1.350_039_202_129_749e-8);

/// Coefficients of the logarithm: `(3/2) * (log(x) - 2s - 2/3 s³)`.
const LOGARITHM: [f64; 6] = [
    0.599_999_999_999_994_6,
    0.428_571_428_578_550_2,
    0.333_333_329_818_377_43,
    0.272_728_123_808_534,
    0.230_660_745_775_561_75,
    0.206_975_017_800_338_42,
];

/// Coefficients of the exponential, by Remez.
const EXPONENTIAL: [f64; 5] = [
    0.166_666_666_666_666_02,
    -0.002_777_777_777_701_559_3,
    6.613_756_321_437_934e-5,
    -1.653_390_220_546_525_2e-6,
    4.138_136_797_057_238_5e-8,
];

/// `log(2)`, whole and in two parts.
const LN_2: f64 = std::f64::consts::LN_2;
const LN_2_PARTS: Split = Split(0.693_147_182_464_599_6, -1.904_654_299_957_768e-9);

/// `2 / (3 * log(2))`, whole and in two parts.
const SCALE: f64 = 0.961_796_693_925_975_6;
const SCALE_PARTS: Split = Split(0.961_796_700_954_437_3, -7.028_461_650_952_758e-9);

/// `1 / log(2)`, whole and in two parts.
const PER_LN_2: f64 = std::f64::consts::LOG2_E;
const PER_LN_2_PARTS: Split = Split(1.442_695_021_629_333_5, 1.925_962_991_126_617_5e-8);

/// What is lost where a result is as large as can be.
const OVERFLOW_TAIL: f64 = 8.008_566_259_537_294e-17;

/// A number in two parts: the larger has few digits, so that products of it are exact.
#[derive(Clone, Copy)]
struct Split(f64, f64);

/// `base` to the power of `exponent`.
pub fn power(base: f64, exponent: f64) -> f64 {
    if exponent == 0.0 {
        return 1.0;
    }
    let of_one = base.abs() == 1.0 && exponent.is_infinite();
    if base.is_nan() || exponent.is_nan() || of_one {
        return f64::NAN;
    }
    let size = base.abs();
    if let Some(result) = simple(base, exponent) {
        return result;
    }
    let parity = parity(exponent);
    if exponent.is_infinite() {
        return if (size > 1.0) == (exponent > 0.0) {
            f64::INFINITY
        } else {
            0.0
        };
    }
    if size == 0.0 || size == 1.0 || size.is_infinite() {
        let result = if exponent < 0.0 { 1.0 / size } else { size };
        return match parity {
            None if base == -1.0 => f64::NAN,
            Some(true) if base.is_sign_negative() => -result,
            _ => result,
        };
    }
    match (base < 0.0, parity) {
        (true, None) => f64::NAN,
        (true, Some(true)) => -raised(size, exponent),
        _ => raised(size, exponent),
    }
}

/// Exponents that need no logarithm.
fn simple(base: f64, exponent: f64) -> Option<f64> {
    Some(match exponent {
        1.0 => base,
        -1.0 => 1.0 / base,
        2.0 => base * base,
        0.5 if base >= 0.0 => base.sqrt(),
        _ => return None,
    })
}

/// Whether a whole number is odd; `None` of any other.
fn parity(number: f64) -> Option<bool> {
    if number.is_infinite() || number.fract() != 0.0 {
        return None;
    }
    Some(number % 2.0 != 0.0)
}

/// The upper half of a double's bits.
fn high(number: f64) -> i32 {
    (number.to_bits() >> 32) as i32
}

fn with_high(number: f64, high: i32) -> f64 {
    f64::from_bits(number.to_bits() & 0xFFFF_FFFF | u64::from(high as u32) << 32)
}

/// The number without its lower half.
fn rough(number: f64) -> f64 {
    f64::from_bits(number.to_bits() & !0xFFFF_FFFF)
}

/// The power of a positive number that is neither 1 nor infinite.
fn raised(size: f64, exponent: f64) -> f64 {
    let top = high(exponent) & 0x7FFF_FFFF;
    let place = high(size);
    let grows = |above: bool| if above { f64::INFINITY } else { 0.0 };
    if top > 0x43F0_0000 {
        // Beyond 2^64: any base but 1 leaves the numbers there are.
        return grows((place >= 0x3FF0_0000) == (exponent > 0.0));
    }
    let logarithm = if top > 0x41E0_0000 {
        if place < 0x3FEF_FFFF {
            return grows(exponent < 0.0);
        }
        if place > 0x3FF0_0000 {
            return grows(exponent > 0.0);
        }
        near_one(size)
    } else {
        logarithm(size)
    };
    let rough_exponent = rough(exponent);
    let low = (exponent - rough_exponent) * logarithm.0 + exponent * logarithm.1;
    exponential(low, rough_exponent * logarithm.0)
}

/// `log2` of a number within 2^-20 of 1.
fn near_one(size: f64) -> Split {
    let t = size - 1.0;
    let w = (t * t) * (0.5 - t * (0.333_333_333_333_333_3 - t * 0.25));
    let u = PER_LN_2_PARTS.0 * t;
    let v = t * PER_LN_2_PARTS.1 - w * PER_LN_2;
    let sum = rough(u + v);
    Split(sum, v - (sum - u))
}

/// `log2` in two parts.
fn logarithm(size: f64) -> Split {
    let (mut size, mut n) = (size, 0);
    if high(size) < 0x0010_0000 {
        size *= 9_007_199_254_740_992.0;
        n -= 53;
    }
    n += (high(size) >> 20) - 0x3FF;
    let fraction = high(size) & 0x000F_FFFF;
    let mut place = fraction | 0x3FF0_0000;
    let three_halves = fraction > 0x3988E && fraction < 0xB_B67A;
    if fraction >= 0xB_B67A {
        n += 1;
        place -= 0x0010_0000;
    }
    let ax = with_high(size, place);
    let (middle, log_middle) = if three_halves {
        (1.5, LOG_THREE_HALVES)
    } else {
        (1.0, Split(0.0, 0.0))
    };
    let u = ax - middle;
    let v = 1.0 / (ax + middle);
    let ss = u * v;
    let s_high = rough(ss);
    let half = (place >> 1) | 0x2000_0000;
    let t_high = with_high(0.0, half + 0x0008_0000 + (i32::from(three_halves) << 18));
    let t_low = ax - (t_high - middle);
    let s_low = v * ((u - s_high * t_high) - s_high * t_low);
    let square = ss * ss;
    let series = LOGARITHM.iter().rev();
    let series = series.fold(0.0, |sum, coefficient| coefficient + square * sum);
    let mut r = square * square * series;
    r += s_low * (s_high + ss);
    let s_square = s_high * s_high;
    let t_high = rough(3.0 + s_square + r);
    let t_low = r - ((t_high - 3.0) - s_square);
    let u = s_high * t_high;
    let v = s_low * t_high + t_low * ss;
    let p_high = rough(u + v);
    let p_low = v - (p_high - u);
    let z_high = SCALE_PARTS.0 * p_high;
    let z_low = SCALE_PARTS.1 * p_high + p_low * SCALE + log_middle.1;
    let t = f64::from(n);
    let sum = rough(((z_high + z_low) + log_middle.0) + t);
    Split(sum, z_low - (((sum - t) - log_middle.0) - z_high))
}

/// 2 to the power of a number in two parts.
fn exponential(low: f64, rough_part: f64) -> f64 {
    let mut p_high = rough_part;
    let z = low + p_high;
    let (j, rest) = (high(z), z.to_bits() as u32);
    if j >= 0x4090_0000 {
        let beyond = (j - 0x4090_0000) as u32 | rest;
        if beyond != 0 || low + OVERFLOW_TAIL > z - p_high {
            return f64::INFINITY;
        }
    } else if (j & 0x7FFF_FFFF) >= 0x4090_CC00 {
        let beyond = j.wrapping_sub(0xC090_CC00_u32 as i32) as u32 | rest;
        if beyond != 0 || low <= z - p_high {
            return 0.0;
        }
    }
    let i = j & 0x7FFF_FFFF;
    let mut n = 0;
    if i > 0x3FE0_0000 {
        let k = (i >> 20) - 0x3FF;
        n = j + (0x0010_0000 >> (k + 1));
        let k = ((n & 0x7FFF_FFFF) >> 20) - 0x3FF;
        let t = with_high(0.0, n & !(0x000F_FFFF >> k));
        n = ((n & 0x000F_FFFF) | 0x0010_0000) >> (20 - k);
        if j < 0 {
            n = -n;
        }
        p_high -= t;
    }
    let t = rough(low + p_high);
    let u = t * LN_2_PARTS.0;
    let v = (low - (t - p_high)) * LN_2 + t * LN_2_PARTS.1;
    let z = u + v;
    let w = v - (z - u);
    let square = z * z;
    let series = EXPONENTIAL.iter().rev();
    let series = series.fold(0.0, |sum, coefficient| coefficient + square * sum);
    let t1 = z - square * series;
    let r = (z * t1) / (t1 - 2.0) - (w + z * w);
    let z = 1.0 - (r - z);
    let j = high(z).wrapping_add(n << 20);
    if (j >> 20) <= 0 {
        return scaled(z, n);
    }
    with_high(z, j)
}

/// `number * 2^n`, into the numbers below the normal ones: rounded once.
fn scaled(number: f64, n: i32) -> f64 {
    let two_to = |n: i32| f64::from_bits(u64::from((n + 0x3FF).max(0) as u32) << 52);
    number * two_to(n + 54) * two_to(-54)
}

#[cfg(test)]
mod tests {
    use super::power;

    #[test]
    fn powers_that_can_be_told() {
        let cases = [
            (2.0, 10.0, 1024.0),
            (-2.0, 3.0, -8.0),
            (-2.0, 4.0, 16.0),
            (9.0, 0.5, 3.0),
            (10.0, -3.0, 0.001),
            (2.0, -1074.0, 5e-324),
            (2.0, -1075.0, 0.0),
            (2.0, 1024.0, f64::INFINITY),
            (0.5, f64::INFINITY, 0.0),
            (0.0, -3.0, f64::INFINITY),
            (-0.0, -3.0, f64::NEG_INFINITY),
            (1.0, 1e300, 1.0),
            (-1.0, 1e300, 1.0),
            (1.5, -1e300, 0.0),
            (3.0, 0.0, 1.0),
            (1e300, 0.25, 1e75),
            (1.000_000_1, 1e9, 2.688_103_7e43),
        ];
        for (base, exponent, expected) in cases {
            let found = power(base, exponent);
            let near = (found / expected - 1.0).abs() < 1e-7;
            assert!(found == expected || near, "{base} {exponent}: {found:e}");
        }
        assert!(power(-8.0, 0.5).is_nan() && power(-8.0, 1.0 / 3.0).is_nan());
        assert!(power(1.0, f64::INFINITY).is_nan() && power(f64::NAN, 1.0).is_nan());
    }
}
