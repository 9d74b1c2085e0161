/** JSONata between `{%` and `%}` in a text of JSON or YAML: names, texts, numbers and words have their own colours. */

import { Prec, type Extension, type Range } from '@codemirror/state';
import { Decoration, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view';

const whole = Decoration.mark({ class: 'cm-jsonata' });

/** In this order: comment, text, regular expression, variable or function, number, word. */
const parts: [RegExp, Decoration][] = [
  [/\/\*[^]*?\*\//y, mark('comment')],
  [/'(?:[^'\\]|\\[^])*'|\\"(?:[^"\\]|\\[^"])*\\"|"(?:[^"\\]|\\[^])*"/y, mark('string')],
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

/**
 * An expression with its quotes, or below the sign that begins a text of several lines in YAML; what stands before it is in
 * the first group.
 */
const expression = /()(?:"\{%(?:[^"\\]|\\[^])*?%\}"|'\{%(?:[^']|'')*?%\}')|([|>][-+\d]*[ \t]*(?:#[^\n]*)?\n\s*)\{%[^]*?%\}/g;

/** So far before and behind the screen an expression may begin and end; a longer one loses its colours there. */
const AROUND = 5_000;

function decorated(view: EditorView): DecorationSet {
  const found: Range<Decoration>[] = [];
  const { doc } = view.state;
  let from = -1;
  for (const range of view.visibleRanges) {
    const start = Math.max(from, range.from - AROUND, 0);
    const text = doc.sliceString(start, range.to + AROUND);
    for (const match of text.matchAll(expression)) {
      const before = (match[1] ?? match[2] ?? '').length;
      const at = start + match.index + before;
      const string = match[0].slice(before);
      if (at + string.length < range.from) continue;
      if (at > range.to) break;
      colour(found, at, string);
      from = at + string.length;
    }
  }
  return Decoration.set(found, true);
}

function colour(found: Range<Decoration>[], from: number, string: string): void {
  found.push(whole.range(from, from + string.length));
  const quote = string.startsWith('{') ? 0 : 1;
  const end = string.length - 2 - quote;
  for (let at = 2 + quote; at < end; ) {
    const part = parts.find(([pattern]) => ((pattern.lastIndex = at), pattern.test(string)));
    const pattern = part?.[0] ?? other;
    pattern.lastIndex = at;
    pattern.test(string);
    const next = Math.min(Math.max(pattern.lastIndex, at + 1), end);
    if (part) found.push(part[1].range(from + at, from + next));
    at = next;
  }
}

/** Highest, so that its colours win over that of the string. */
export const jsonataExtension: Extension = Prec.highest(
  ViewPlugin.fromClass(
    class {
      parts: DecorationSet;
      constructor(view: EditorView) {
        this.parts = decorated(view);
      }
      update(update: ViewUpdate) {
        if (update.docChanged || update.viewportChanged) this.parts = decorated(update.view);
      }
    },
    { decorations: (plugin) => plugin.parts },
  ),
);
