//! Counting crossings between two rows (Barth, Mutzel, Jünger: “Simple and Efficient Bilayer Cross
//! Counting”, 2002).

/// How many links end at each place, added up in a tree so that one can ask for all to the right.
pub(super) struct Tree {
    sums: Vec<usize>,
    count: usize,
}

impl Tree {
    /// For a lower row of `width` cells.
    pub fn new(width: usize) -> Self {
        Self {
            sums: vec![0; width + 1],
            count: 0,
        }
    }

    /// Adds the links of the next cell of the upper row, which end at `places`: how many links added
    /// before they cross.
    pub fn add(&mut self, places: &[usize]) -> usize {
        let crossed = places
            .iter()
            .map(|place| self.count - self.up_to(*place))
            .sum();
        places.iter().for_each(|place| self.put(*place));
        crossed
    }

    /// The links that end at `place` or left of it.
    fn up_to(&self, place: usize) -> usize {
        let (mut at, mut sum) = (place + 1, 0);
        while at > 0 {
            sum += self.sums[at];
            at &= at - 1;
        }
        sum
    }

    fn put(&mut self, place: usize) {
        let mut at = place + 1;
        while let Some(sum) = self.sums.get_mut(at) {
            *sum += 1;
            at += at & at.wrapping_neg();
        }
        self.count += 1;
    }
}

/// Crossings of the links of two cells that stand next to each other; both lists are sorted.
pub(super) fn between(left: &[usize], right: &[usize]) -> usize {
    let (mut passed, mut crossed) = (0, 0);
    for place in left {
        while right.get(passed).is_some_and(|other| other < place) {
            passed += 1;
        }
        crossed += passed;
    }
    crossed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_cross_when_their_ends_change_sides() {
        let mut tree = Tree::new(4);
        assert_eq!(tree.add(&[1, 3]), 0);
        assert_eq!(tree.add(&[0, 2]), 3);
        assert_eq!(tree.add(&[3]), 0);
    }

    #[test]
    fn two_neighbours_cross_as_often_as_the_tree_says() {
        assert_eq!(between(&[1, 3], &[0, 2]), 3);
        assert_eq!(between(&[0, 2], &[1, 3]), 1);
        assert_eq!(between(&[2], &[2]), 0);
    }
}
