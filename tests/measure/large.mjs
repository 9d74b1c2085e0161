// A long workflow in which every fifth state is a Choice that can go back.

export const name = (at) => `Step ${at}`;

/** Its definition with so many states. */
export function large(count) {
  const states = Array.from({ length: count }, (_, at) => {
    const next = at + 1 < count ? name(at + 1) : undefined;
    const rule = { Variable: '$.again', IsPresent: true, Next: name(Math.max(0, at - 4)) };
    if (at % 5 === 4 && next) return [name(at), { Type: 'Choice', Choices: [rule], Default: next }];
    return [name(at), next ? { Type: 'Pass', Next: next } : { Type: 'Pass', End: true }];
  });
  return JSON.stringify({ StartAt: name(0), States: Object.fromEntries(states) });
}
