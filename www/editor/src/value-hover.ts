/** What an expression of the definition gives at the cursor of the run, where the mouse rests on it. */

import type { Extension } from '@codemirror/state';
import { hoverTooltip, type EditorView, type Tooltip } from '@codemirror/view';
import { knowledge, type Value } from './language/ask';
import { tag } from './tag';
import { wordsOf } from './words';

/** So many lines of a value are shown; the inspector has all of them. */
const LINES = 14;

/** The value of the expression at a place, as a tooltip. */
export async function valueAt(view: EditorView, pos: number): Promise<Tooltip | null> {
  const { doc } = view.state;
  const found = await view.state.facet(knowledge)?.answers.value(pos);
  if (!found || view.state.doc !== doc) return null;
  return {
    pos: found.from,
    end: found.to,
    above: true,
    create: ({ state }) => ({ dom: drawn(found, state.facet(tag)) }),
  };
}

function drawn(found: Value, language: string): HTMLElement {
  const box = document.createElement('div');
  box.className = 'cm-meaning cm-value';
  const place = document.createElement('div');
  place.className = 'cm-valuePlace';
  place.textContent = `${found.state} · ${found.stage}`;
  const text = document.createElement('pre');
  text.textContent = said(found, language);
  if (found.fails) text.className = 'cm-valueFailed';
  box.append(place, text);
  return box;
}

function said({ value }: Value, language: string): string {
  if (value === null) return wordsOf(language).nothing;
  if (typeof value !== 'string') return value[language] ?? value.en ?? '';
  const lines = value.split('\n');
  return lines.length > LINES ? `${lines.slice(0, LINES).join('\n')}\n…` : value;
}

export const valueExtension: Extension = hoverTooltip((view, pos) => valueAt(view, pos));
