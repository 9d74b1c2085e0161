/** JSONata between `{%` and `%}` in a text of JSON or YAML: names, texts, numbers and words have their own colours. */

import { Prec, type Extension } from '@codemirror/state';
import { Decoration, MatchDecorator, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view';

const whole = Decoration.mark({ class: 'cm-jsonata' });

/** In this order: comment, text, regular expression, variable or function, number, word. */
const parts: [RegExp, Decoration][] = [
  [/\/\*.*?\*\//y, mark('comment')],
  [/'(?:[^'\\]|\\.)*'|\\"(?:[^"\\]|\\[^"])*\\"/y, mark('string')],
  [/\$\$?[\p{L}_]?[\p{L}\p{N}_]*(?=\s*\()/uy, mark('function')],
  [/\$\$?[\p{L}_]?[\p{L}\p{N}_]*/uy, mark('variable')],
  [/\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y, mark('number')],
  [/(?:and|or|in|function|true|false|null)(?![\p{L}\p{N}_])/uy, mark('keyword')],
];

function mark(name: string): Decoration {
  return Decoration.mark({ class: `cm-jsonata-${name}` });
}

/** Longer names and blanks that are none of these, in one step. */
const other = /[\p{L}_][\p{L}\p{N}_]*|\s+|[^]/uy;

const matcher = new MatchDecorator({
  regexp: /"\{%(?:[^"\\\n]|\\.)*%\}"|'\{%(?:[^'\n]|'')*%\}'/g,
  maxLength: 10_000,
  decorate(add, from, to, [string]) {
    add(from, to, whole);
    const end = string.length - 3;
    for (let at = 3; at < end; ) {
      const found = parts.find(([pattern]) => ((pattern.lastIndex = at), pattern.test(string)));
      const pattern = found?.[0] ?? other;
      pattern.lastIndex = at;
      pattern.test(string);
      const next = Math.min(Math.max(pattern.lastIndex, at + 1), end);
      if (found) add(from + at, from + next, found[1]);
      at = next;
    }
  },
});

/** Highest, so that its colours win over that of the string. */
export const jsonataExtension: Extension = Prec.highest(
  ViewPlugin.fromClass(
    class {
      parts: DecorationSet;
      constructor(view: EditorView) {
        this.parts = matcher.createDeco(view);
      }
      update(update: ViewUpdate) {
        this.parts = matcher.updateDeco(update, this.parts);
      }
    },
    { decorations: (plugin) => plugin.parts },
  ),
);
