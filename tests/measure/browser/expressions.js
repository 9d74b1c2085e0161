// Typical expressions on a document of 1,000 items: [what it shows, expression].
export const expressions = [
  ['a path', '$states.input.order.id'],
  ['an object of five fields', '{"id": $states.input.order.id, "who": $states.input.order.who, "n": $count($states.input.items), "ok": true, "day": $substring($states.input.order.at, 0, 10)}'],
  ['$map to objects', '$map($states.input.items, function($i) { {"id": $i.id, "total": $i.price * $i.qty} })'],
  ['$filter', '$filter($states.input.items, function($i) { $i.price > 50 })'],
  ['a predicate and objects', '$states.input.items[price > 50].{"id": id, "total": price * qty}'],
  ['sorted by price', '$states.input.items^(>price).id'],
  ['$sum of products', '$sum($states.input.items.(price * qty))'],
  ['$reduce', '$reduce($states.input.items, function($a, $i) { $a + $i.qty }, 0)'],
  ['grouped', '$states.input.items{category: $sum(price)}'],
  ['texts', '$join($map($split($states.input.text, " "), $uppercase), "-") & $pad($string($length($states.input.text)), 8, "0")'],
  ['a regular expression', '$replace($states.input.text, /[aeiou]+/, "*")'],
  ['$merge', '$merge([$states.input.order, {"seen": true}, {"n": 7}])'],
];

export const documentOf = (items = 1000) => ({
  input: {
    order: { id: 'o-17', who: 'Ada', at: '2026-01-02T03:04:05Z' },
    text: 'the quick brown fox jumps over the lazy dog '.repeat(5).trim(),
    items: Array.from({ length: items }, (_, i) => ({
      id: i, name: `item ${i}`, category: ['tea', 'rice', 'salt'][i % 3], price: (i * 37) % 101, qty: (i % 7) + 1,
    })),
  },
});
