/**
 * What is already there is not typed twice: the quotes that a suggestion has written, the bracket that closed itself on a line
 * below. CodeMirror steps over what it closed itself, right before the caret, and over nothing else.
 */

import { Prec, StateEffect, StateField, type EditorState, type Extension, type TransactionSpec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** A suggestion has left the caret, or what it chose for a beginning, between quotes that it wrote. */
export const between = StateEffect.define<null>();

/** Whether nothing was done since. */
const fresh = StateField.define<boolean>({
  create: () => false,
  update(value, transaction) {
    if (transaction.effects.some((effect) => effect.is(between))) return true;
    return value && !transaction.docChanged && !transaction.selection;
  },
});

/** A longer text is not counted through for a bracket. */
const LONGEST = 200_000;

function typed(state: EditorState, from: number, to: number, text: string): TransactionSpec | undefined {
  if (state.readOnly) return undefined;
  if (text === '"' && state.field(fresh) && state.sliceDoc(from - 1, from) === '"' && state.sliceDoc(to, to + 1) === '"') return {};
  if (from !== to || state.selection.ranges.length > 1) return undefined;
  if (text === '"') return quote(state, from);
  const ended = expression(state, from, text);
  if (ended) return ended;
  return text === '}' || text === ']' ? bracket(state, from, text) : undefined;
}

/** Before the quote that ends a text, one more ends it. */
function quote(state: EditorState, at: number): TransactionSpec | undefined {
  if (state.sliceDoc(at, at + 1) !== '"' || /["\\]/.test(state.sliceDoc(at - 1, at))) return undefined;
  return insideQuotes(state, at) ? { selection: { anchor: at + 1 } } : undefined;
}

/** Whether a text has begun on this line and not ended. */
export function insideQuotes(state: EditorState, at: number): boolean {
  const line = state.sliceDoc(state.doc.lineAt(at).from, at);
  return line.replace(/\\./g, '').split('"').length % 2 === 0;
}

/** A text that begins with `{%` is given its end, which is not written twice. */
function expression(state: EditorState, at: number, text: string): TransactionSpec | undefined {
  const [before, after] = [state.sliceDoc(Math.max(0, at - 2), at), state.sliceDoc(at, at + 3)];
  const userEvent = 'input.type';
  if (text === '%' && /^["']\{$/.test(before) && before[0] === after[0]) {
    return { changes: { from: at, insert: '% %}' }, selection: { anchor: at + 1 }, userEvent };
  }
  if (text === '}' && before.endsWith('%') && after === ' %}') {
    return { changes: { from: at, to: at + 3, insert: '}' }, selection: { anchor: at + 1 }, userEvent };
  }
  return undefined;
}

/** On an empty line: the bracket that stands below, when one more would have nothing to close. */
function bracket(state: EditorState, at: number, closing: string): TransactionSpec | undefined {
  const { doc } = state;
  const line = doc.lineAt(at);
  if (line.text.trim() || doc.length > LONGEST) return undefined;
  const blanks = /^\s*/.exec(doc.sliceString(line.to))![0].length;
  const below = line.to + blanks;
  if (blanks === 0 || doc.sliceString(below, below + 1) !== closing || !balanced(doc.toString())) return undefined;
  const lineBelow = doc.lineAt(below);
  // The empty line goes; what is before it stays.
  return { changes: { from: line.from, to: lineBelow.from }, selection: { anchor: line.from + below - lineBelow.from + 1 }, userEvent: 'input.type' };
}

/** Whether every bracket outside of the texts has its other one. */
function balanced(text: string): boolean {
  const open: string[] = [];
  for (const [found] of text.matchAll(/"(?:[^"\\\n]|\\.)*"?|[[\]{}]/g)) {
    if (found === '{' || found === '[') open.push(found);
    else if (found === '}' || found === ']') if (open.pop() !== (found === '}' ? '{' : '[')) return false;
  }
  return open.length === 0;
}

export const typingExtension: Extension = [
  fresh,
  // Before CodeMirror's own, which closes what it sees opened.
  Prec.high(
    EditorView.inputHandler.of((view, from, to, text) => {
      const done = view.composing ? undefined : typed(view.state, from, to, text);
      if (done) view.dispatch({ scrollIntoView: true, ...done });
      return done !== undefined;
    }),
  ),
];
