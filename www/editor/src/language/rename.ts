/** F2 gives the state at the caret another name, wherever it is named. */

import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { EditorView, keymap, runScopeHandlers, showPanel, type Panel } from '@codemirror/view';
import { tag } from '../tag';
import { wordsOf } from '../words';
import { knowledge } from './ask';
import { cannot } from './format';

interface Renaming {
  at: number;
  name: string;
}

const open = StateEffect.define<Renaming | null>();

const renaming = StateField.define<Renaming | null>({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(open)) return effect.value;
    return transaction.docChanged ? null : value;
  },
  provide: (field) => showPanel.from(field, (value) => value && ((view) => panel(view, value))),
});

function panel(view: EditorView, { at, name }: Renaming): Panel {
  const words = wordsOf(view.state.facet(tag));
  const dom = document.createElement('form');
  dom.className = 'cm-rename';
  const label = document.createElement('label');
  const field = document.createElement('input');
  field.className = 'cm-textfield';
  field.value = name;
  field.setAttribute('main-field', 'true');
  label.append(words.renameTo(name), ' ', field);
  const button = document.createElement('button');
  button.className = 'cm-button';
  button.textContent = words.rename;
  const trouble = document.createElement('span');
  trouble.className = 'cm-renameTrouble';
  trouble.setAttribute('role', 'alert');
  dom.append(label, ' ', button, ' ', trouble);
  dom.onsubmit = (event) => {
    event.preventDefault();
    void rename(view, at, field.value).then((refused) => {
      trouble.textContent = refused ? words.refused[refused as keyof typeof words.refused] ?? refused : '';
    });
  };
  dom.onkeydown = (event) => {
    if (event.key !== 'Escape') return void runScopeHandlers(view, event, 'rename-panel');
    event.preventDefault();
    event.stopPropagation();
    close(view);
  };
  return {
    dom,
    top: true,
    mount: () => {
      field.focus();
      field.select();
    },
  };
}

function close(view: EditorView): void {
  view.dispatch({ effects: open.of(null) });
  view.focus();
}

/** Why it cannot be, or nothing when it is done. */
async function rename(view: EditorView, at: number, to: string): Promise<string | undefined> {
  const { doc } = view.state;
  const answer = await view.state.facet(knowledge)?.answers.rename(at, to);
  if (!answer || view.state.doc !== doc) return close(view), undefined;
  if ('refused' in answer) return answer.refused;
  const changes = view.state.changes(answer.edits.map(({ from, to: end, text }) => ({ from, to: end, insert: text })));
  // The caret goes on behind the new name, before its quote.
  const edit = answer.edits.find(({ from, to: end }) => from <= at && at <= end);
  const selection = edit && { anchor: changes.mapPos(edit.to, 1) - (/["']$/.test(edit.text) ? 1 : 0) };
  view.dispatch({ changes, ...(selection && { selection }), effects: open.of(null), userEvent: 'rename' });
  view.focus();
  return undefined;
}

function begin(view: EditorView): boolean {
  const known = view.state.facet(knowledge);
  const { head } = view.state.selection.main;
  if (!known || view.state.readOnly) return false;
  void known.answers.named(head).then((named) => {
    if (named) return view.dispatch({ effects: open.of({ at: named.from, name: named.name }) });
    const words = wordsOf(view.state.facet(tag)).refused.NoState;
    return view.dispatch({ effects: [cannot.of(words), EditorView.announce.of(words)] });
  });
  return true;
}

export const renameExtension: Extension = [renaming, keymap.of([{ key: 'F2', run: begin }])];
