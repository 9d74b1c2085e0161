/** From where a state is named to where it is written: Ctrl+F12, or a click with Ctrl or Cmd. */

import type { Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { knowledge } from './ask';

/** Puts the caret at the key of the state that is named at a place. */
async function go(view: EditorView, at: number): Promise<void> {
  const { doc } = view.state;
  const named = await view.state.facet(knowledge)?.answers.named(at);
  if (!named || view.state.doc !== doc) return;
  // Behind the quote, if there is one.
  const anchor = named.key + (/["']/.test(doc.sliceString(named.key, named.key + 1)) ? 1 : 0);
  view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }), userEvent: 'select' });
}

export const goExtension: Extension = [
  keymap.of([
    {
      key: 'Mod-F12',
      run: (view) => {
        void go(view, view.state.selection.main.head);
        return true;
      },
    },
  ]),
  EditorView.domEventHandlers({
    click(event, view) {
      if (!event.ctrlKey && !event.metaKey) return false;
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
      if (at !== null) void go(view, at);
      return false;
    },
  }),
];
