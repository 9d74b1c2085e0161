/**
 * More than one place written at once: a name that a draft holds twice, the next place with the same text (Ctrl+D). The browser
 * shows one selection alone; the others are drawn here, so that its own stays what it is, input methods and touch included.
 */

import { EditorState, Prec, type Extension, type Range } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';

class Caret extends WidgetType {
  override toDOM(): HTMLElement {
    const caret = document.createElement('span');
    caret.className = 'cm-alsoCaret';
    return caret;
  }

  override eq(): boolean {
    return true;
  }
}

const caret = Decoration.widget({ widget: new Caret(), side: 1 });
const selected = Decoration.mark({ class: 'cm-alsoSelected' });

function others({ selection }: EditorState): DecorationSet {
  if (selection.ranges.length === 1) return Decoration.none;
  const drawn: Range<Decoration>[] = selection.ranges
    .filter((range) => range !== selection.main)
    .map((range) => (range.empty ? caret.range(range.head) : selected.range(range.from, range.to)));
  return Decoration.set(drawn, true);
}

export const caretsExtension: Extension = [
  EditorState.allowMultipleSelections.of(true),
  // Ctrl and Cmd with a click lead to a state.
  EditorView.clickAddsSelectionRange.of((event) => event.altKey),
  Prec.lowest(EditorView.decorations.compute(['selection', 'doc'], others)),
];
