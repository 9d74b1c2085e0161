/** Characters that the page points at: the expression behind a value that the mouse rests on. */

import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

const setPoint = StateEffect.define<{ from: number; to: number } | null>();
const pointed = Decoration.mark({ class: 'cm-pointed' });

const pointField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setPoint)) return effect.value ? Decoration.set(pointed.range(effect.value.from, effect.value.to)) : Decoration.none;
    }
    return value.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The effects that point at `from..to` and bring it on the screen; at nothing where it is empty. */
export function pointing(length: number, from: number, to: number): StateEffect<unknown>[] {
  if (from >= to || to > length) return [setPoint.of(null)];
  return [setPoint.of({ from, to }), EditorView.scrollIntoView(from, { y: 'nearest', yMargin: 48 })];
}

export const pointExtension: Extension = pointField;
