/** Suggestions at the caret, from the page. */

import {
  autocompletion,
  closeCompletion,
  completionKeymap,
  completionStatus,
  selectedCompletion,
  snippet,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { Facet, Prec, type Extension } from '@codemirror/state';
import { keymap, type EditorView } from '@codemirror/view';
import { tag } from '../tag';
import { knowledge, type Knowledge, type Suggestion, type Suggestions } from './ask';
import { sentences } from './meanings';
import { between, insideQuotes } from './typing';

/** Whether suggestions are asked for here. */
const suggests = Facet.define<boolean, boolean>({ combine: (given) => given.length > 0 });

/** As long as only such characters follow, the suggestions stay those they were. */
const SAME_WORD = /^[\w$-]*$/;

/** What is written ends in a text, object, list or expression that is still empty: there the next question is asked. */
const ASKS_ON = /"\$\{\}"|\{\n\t\$\{\}\n\}|\[\$\{\}\]|\{% \$\{\} %\}|^[\w$.-]+:\s+\$\{\}$/;

/** `Next: ` without quotes around the key. */
const YAML_KEY = /^(?:\s|- )*[\w$.-]+: $/;

async function source(context: CompletionContext): Promise<CompletionResult | null> {
  const known = context.state.facet(knowledge);
  if (!known || !context.state.facet(suggests) || context.view?.compositionStarted) return null;
  const found = await known.answers.suggestions(context.pos);
  if (!found || found.items.length === 0 || context.aborted) return null;
  // Between two things nothing is suggested unasked: a blank or bracket is typed far more often than it means a question,
  // and the next key is often Enter.
  // Behind a key of YAML it does: there is no quote to ask with.
  const line = context.state.sliceDoc(context.state.doc.lineAt(context.pos).from, context.pos);
  const quiet = found.from === context.pos && /(?:^|[\s,:{}[\]])$/.test(line) && !YAML_KEY.test(line);
  if (quiet && !context.explicit) return null;
  const language = context.state.facet(tag);
  const last = found.items.length;
  // What stands behind the caret is replaced, but it is not what was typed: the list is of that alone.
  return {
    from: found.from,
    to: context.pos,
    options: found.items.map((item, index) => completion(known, language, { ...found, to: found.to - context.pos }, item, Math.round(99 - (198 * index) / last))),
    validFor: SAME_WORD,
  };
}

/** One of the list; `found.to` counts from the caret. */
function completion(
  known: Knowledge,
  language: string,
  found: Suggestions,
  item: Suggestion,
  boost: number,
): Completion {
  return {
    label: item.label,
    detail: item.detail,
    boost,
    ...(item.meaning && { info: () => meaningOf(known, language, item.meaning) }),
    apply: (view, chosen, from, to) => apply(view, chosen, item, found.comma, from, to + found.to),
  };
}

async function meaningOf(known: Knowledge, language: string, key: string): Promise<Node | null> {
  const text = await known.meanings.find(language, key);
  return text ? sentences(text) : null;
}

/** Writes a suggestion, with the comma that is missing before, and asks on where a text begins. */
function apply(view: EditorView, chosen: Completion, item: Suggestion, comma: number, from: number, to: number): void {
  const missing = comma >= 0 ? 1 : 0;
  if (missing) view.dispatch({ changes: { from: comma, insert: ',' }, userEvent: 'input.complete' });
  const behind = view.state.doc.length - to - missing;
  snippet(item.insert)(view, chosen, from + missing, to + missing);
  // Where nothing is left to be written, one goes on behind it.
  const end = item.insert.includes('${') ? undefined : { anchor: view.state.doc.length - behind };
  view.dispatch({ ...(end && { selection: end }), effects: between.of(null) });
  if (ASKS_ON.test(item.insert)) queueMicrotask(() => startCompletion(view));
}

/** Where the chosen suggestion stands there already, Enter is not taken from the person who wrote it. */
function written({ state }: EditorView): boolean {
  const label = selectedCompletion(state)?.label ?? '';
  const { head } = state.selection.main;
  const there = state.sliceDoc(Math.max(0, head - label.length - 1), head);
  return label !== '' && there.endsWith(label) && !/^[\w$-]/.test(there.slice(0, -label.length)) && !insideQuotes(state, head);
}

const passes = (view: EditorView) => {
  if (completionStatus(view.state) === 'active' && written(view)) closeCompletion(view);
  return false;
};

/** A definition's suggestions. */
export const suggestsExtension: Extension = suggests.of(true);

/**
 * What every document has, whether it suggests or not: an answer that comes when another document is shown already
 * looks for the state of its question.
 */
export const completeExtension: Extension = [
  autocompletion({ override: [source], defaultKeymap: false, icons: false, maxRenderedOptions: 200 }),
  // Above Enter and the arrows of the editor itself.
  Prec.highest(keymap.of([{ key: 'Enter', run: passes }, ...completionKeymap])),
];
