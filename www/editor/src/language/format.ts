/** Shift+Alt+F lays the definition out; Shift+Alt+Y makes YAML of JSON and JSON of YAML. */

import { StateEffect, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { difference } from '../difference';
import { tag } from '../tag';
import { wordsOf } from '../words';
import { knowledge } from './ask';

/** Why what was asked for cannot be done, shown until the person goes on. */
export const cannot = StateEffect.define<string>();

/** The text cannot be read as it stands, so that nothing can be done with the whole of it. */
function refused(view: EditorView): void {
  const words = wordsOf(view.state.facet(tag)).cannotFormat;
  view.dispatch({ effects: [cannot.of(words), EditorView.announce.of(words)] });
}

export function format(view: EditorView): boolean {
  const known = view.state.facet(knowledge);
  if (!known || view.state.readOnly) return false;
  const { doc } = view.state;
  void known.answers.format().then((text) => {
    if (view.state.doc !== doc) return undefined;
    if (text === null) return refused(view);
    const before = doc.toString();
    const change = difference(before, text);
    if (!change) return undefined;
    // Blanks alone move: the caret stays before the character that it was before.
    const anchor = behind(text, visible(before.slice(0, view.state.selection.main.head)));
    view.dispatch({ changes: change, selection: { anchor }, scrollIntoView: true, userEvent: 'format' });
  });
  return true;
}

/** How many characters of a text are no blanks. */
function visible(text: string): number {
  return text.replace(/\s/g, '').length;
}

/** Where so many characters that are no blanks lie before. */
function behind(text: string, count: number): number {
  let left = count;
  let at = 0;
  while (at < text.length && left > 0) if (!/\s/.test(text[at++]!)) left--;
  return at;
}

const WORD = /[\p{L}\p{N}_]+/gu;

/** Where the word at or before a place of one notation stands in the other: both have the same words in the same order. */
function sameWord(before: string, at: number, after: string): number {
  const passed = [...before.matchAll(WORD)].filter((word) => word.index <= at).map(([word]) => word);
  const wanted = passed.at(-1);
  const count = passed.filter((word) => word === wanted).length;
  const found = [...after.matchAll(WORD)].filter(([word]) => word === wanted)[count - 1];
  return found?.index ?? 0;
}

export function convert(view: EditorView): boolean {
  const known = view.state.facet(knowledge);
  if (!known || view.state.readOnly) return false;
  const { doc } = view.state;
  void known.answers.convert().then((text) => {
    if (view.state.doc !== doc) return undefined;
    if (text === null) return refused(view);
    const changes = { from: 0, to: doc.length, insert: text };
    const anchor = sameWord(doc.toString(), view.state.selection.main.head, text);
    const effects = EditorView.scrollIntoView(anchor, { y: 'center' });
    return view.dispatch({ changes, selection: { anchor }, effects, userEvent: 'convert' });
  });
  return true;
}

export const formatExtension: Extension = keymap.of([
  { key: 'Shift-Alt-f', run: format, preventDefault: true },
  { key: 'Shift-Alt-y', run: convert, preventDefault: true },
]);
