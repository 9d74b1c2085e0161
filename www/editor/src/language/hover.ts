/** What a thing means, where the mouse rests on it; Ctrl+K, Ctrl+I shows the same at the caret, or an expression's value. */

import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import { tag } from '../tag';
import { valueAt } from '../value-hover';
import { wordsOf } from '../words';
import { knowledge, type Meaning } from './ask';
import { sentences } from './meanings';

async function at(view: EditorView, pos: number): Promise<Tooltip | null> {
  const known = view.state.facet(knowledge);
  const { doc } = view.state;
  const found = await known?.answers.meaning(pos);
  if (!known || !found || view.state.doc !== doc) return null;
  const text = await known.meanings.find(view.state.facet(tag), found.key);
  if (!text) return null;
  return {
    pos: found.from,
    end: found.to,
    above: true,
    create: ({ state }) => ({ dom: drawn(found, text, state.facet(tag)) }),
  };
}

function drawn(found: Meaning, text: string, language: string): HTMLElement {
  const words = wordsOf(language);
  const box = document.createElement('div');
  box.className = 'cm-meaning';
  const title = document.createElement('code');
  title.className = 'cm-meaningTitle';
  title.textContent = found.title;
  box.append(title, sentences(text));
  const facts: [string, string][] = [
    [words.values, found.values.join(', ')],
    [words.default, found.default],
    [words.only, found.language],
    [words.types, found.types.join(', ')],
  ];
  const list = document.createElement('dl');
  for (const [name, value] of facts) {
    if (!value) continue;
    const term = document.createElement('dt');
    term.textContent = name;
    const fact = document.createElement('dd');
    fact.textContent = value;
    list.append(term, fact);
  }
  if (list.childElementCount > 0) box.append(list);
  return box;
}

// At the caret: shown by a key, gone with the next move.

const show = StateEffect.define<Tooltip | null>();

const shown = StateField.define<Tooltip | null>({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(show)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : value;
  },
  provide: (field) => showTooltip.from(field),
});

function explain(view: EditorView): boolean {
  const caret = view.state.selection.main.head;
  void Promise.all([at(view, caret), valueAt(view, caret)]).then(([meaning, value]) => {
    const found = meaning && value ? both(meaning, value) : (meaning ?? value);
    if (found) view.dispatch({ effects: [show.of(found), EditorView.announce.of(announced(found, view))] });
  });
  return true;
}

/** What it means and, below, what it gives. */
function both(meaning: Tooltip, value: Tooltip): Tooltip {
  const create = (view: EditorView) => {
    const dom = document.createElement('div');
    dom.append(meaning.create(view).dom, value.create(view).dom);
    return { dom };
  };
  return { ...meaning, create };
}

function announced(found: Tooltip, view: EditorView): string {
  return found.create(view).dom.textContent ?? '';
}

function hide(view: EditorView): boolean {
  if (!view.state.field(shown, false)) return false;
  view.dispatch({ effects: show.of(null) });
  return true;
}

export const hoverExtension: Extension = [
  hoverTooltip((view, pos) => at(view, pos)),
  shown,
  keymap.of([
    { key: 'Ctrl-k Ctrl-i', mac: 'Mod-k Mod-i', run: explain, preventDefault: true },
    { key: 'Escape', run: hide },
  ]),
];
