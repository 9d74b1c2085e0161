/** Whole lines highlighted by the page: the state being executed, and a short flash where something was looked up. */

import {
  RangeSet,
  RangeSetBuilder,
  StateEffect,
  StateField,
  type EditorState,
  type Extension,
  type Text,
} from '@codemirror/state';
import { Decoration, EditorView, GutterMarker, gutterLineClass, type DecorationSet } from '@codemirror/view';

/** The lines of `from..to`, highlighted until the next call (`current`) or fading at once (`flash`). */
export interface Mark {
  from: number;
  to: number;
  kind: 'current' | 'flash';
}

interface Marked {
  lines: DecorationSet;
  gutter: RangeSet<GutterMarker>;
  /** Counts the flashes: see `lineClass`. */
  turn: number;
}

class CurrentLine extends GutterMarker {
  override elementClass = 'cm-currentStateGutter';
}

const currentLine = new CurrentLine();
const setMarks = StateEffect.define<Mark[]>();

/** The effect that shows `marks` and nothing else. */
export function marked(state: EditorState, marks: Mark[]): StateEffect<Mark[]> {
  const length = state.doc.length;
  return setMarks.of(marks.filter((mark) => mark.from <= length));
}

const marksField = StateField.define<Marked>({
  create: () => ({ lines: Decoration.none, gutter: RangeSet.empty, turn: 0 }),
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) return drawn(transaction.newDoc, effect.value, value.turn + 1);
    }
    if (!transaction.docChanged) return value;
    const { changes } = transaction;
    return { lines: value.lines.map(changes), gutter: value.gutter.map(changes), turn: value.turn };
  },
  provide: (field) => [
    EditorView.decorations.from(field, (value) => value.lines),
    gutterLineClass.from(field, (value) => value.gutter),
  ],
});

export const marksExtension: Extension = marksField;

function drawn(doc: Text, marks: Mark[], turn: number): Marked {
  const kinds = new Map<number, Set<Mark['kind']>>();
  for (const mark of marks) addLines(doc, mark, kinds);
  const lines = new RangeSetBuilder<Decoration>();
  const gutter = new RangeSetBuilder<GutterMarker>();
  for (const [from, kind] of [...kinds].sort(([a], [b]) => a - b)) {
    lines.add(from, from, Decoration.line({ class: lineClass(kind, turn) }));
    if (kind.has('current')) gutter.add(from, from, currentLine);
  }
  return { lines: lines.finish(), gutter: gutter.finish(), turn };
}

function addLines(doc: Text, mark: Mark, kinds: Map<number, Set<Mark['kind']>>): void {
  const last = doc.lineAt(Math.max(mark.from, Math.min(mark.to, doc.length))).number;
  for (let number = doc.lineAt(Math.max(0, mark.from)).number; number <= last; number++) {
    const { from } = doc.line(number);
    kinds.set(from, (kinds.get(from) ?? new Set()).add(mark.kind));
  }
}

/** Two names for the flash, taken in turn: the same name would not start the animation again on the same line. */
function lineClass(kind: Set<Mark['kind']>, turn: number): string {
  const flash = turn % 2 === 0 ? 'cm-flashA' : 'cm-flashB';
  return [kind.has('current') ? 'cm-currentState' : '', kind.has('flash') ? flash : ''].join(' ').trim();
}
