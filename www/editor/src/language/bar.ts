/** What can be done with a whole definition, at the foot of the editor: lay it out, write it in the other notation. */

import type { Extension } from '@codemirror/state';
import { showPanel, type EditorView, type Panel, type ViewUpdate } from '@codemirror/view';
import { tag } from '../tag';
import { wordsOf } from '../words';
import { cannot, convert, format } from './format';
import { isYaml } from './yaml';

function panel(view: EditorView): Panel {
  const dom = document.createElement('div');
  dom.className = 'cm-bar';
  dom.setAttribute('role', 'toolbar');
  const notation = document.createElement('span');
  const layOut = button('Shift+Alt+F', () => format(view));
  const other = button('Shift+Alt+Y', () => convert(view));
  dom.append(notation, layOut, other);
  let refused = '';
  const write = (update?: ViewUpdate) => {
    if (update?.docChanged || update?.selectionSet || update?.focusChanged) refused = '';
    for (const one of update?.transactions ?? []) for (const effect of one.effects) if (effect.is(cannot)) refused = effect.value;
    const words = wordsOf(view.state.facet(tag));
    const yaml = isYaml(view.state.doc);
    dom.setAttribute('aria-label', words.bar);
    put(notation, refused || (yaml ? 'YAML' : 'JSON'));
    notation.className = refused ? 'cm-barRefused' : '';
    put(layOut, words.layOut);
    put(other, yaml ? words.toJson : words.toYaml);
    layOut.disabled = other.disabled = view.state.readOnly;
  };
  write();
  return { dom, update: write };
}

/** Only what changes is written: it happens with every key. */
function put(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function button(key: string, run: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.title = key;
  made.setAttribute('aria-keyshortcuts', key);
  made.addEventListener('click', run);
  return made;
}

export const barExtension: Extension = showPanel.of(panel);
