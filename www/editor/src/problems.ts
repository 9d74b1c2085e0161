/** Problems found by the interpreter, drawn as squiggles, gutter signs and hover texts. CodeMirror finds none itself. */

import type { EditorState, Extension, TransactionSpec } from '@codemirror/state';
import { keymap, type EditorView } from '@codemirror/view';
import { forEachDiagnostic, lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics, type Diagnostic } from '@codemirror/lint';

/** One problem at `from..to` of the text; an empty range is drawn as a point. */
export interface Problem {
  from: number;
  to: number;
  severity: 'error' | 'warning' | 'info';
  message: string;
  /** Text that mends it in its place. */
  fix?: string;
  /** Where it goes, if not in the place of `from..to`. */
  fixFrom?: number;
  fixTo?: number;
  /** What the button says that mends it. */
  fixLabel?: string;
}

/** The transaction that shows `problems` and nothing else. Ranges beyond the text are cut to it. */
export function diagnostics(state: EditorState, problems: Problem[]): TransactionSpec {
  const length = state.doc.length;
  return setDiagnostics(state, problems.map((problem) => within(problem, length)));
}

function within(problem: Problem, length: number): Diagnostic {
  const from = Math.max(0, Math.min(problem.from, length));
  const to = Math.max(from, Math.min(problem.to, length));
  const { severity, message, fix, fixLabel } = problem;
  if (fix === undefined) return { from, to, severity, message };
  const apply = (view: EditorView, start: number, end: number) => {
    // The problem has moved with the text since, and what mends it with the problem.
    const fixFrom = start + (problem.fixFrom ?? problem.from) - problem.from;
    const fixTo = problem.fixTo === undefined ? end : fixFrom + problem.fixTo - (problem.fixFrom ?? problem.from);
    view.dispatch({ changes: { from: fixFrom, to: fixTo, insert: fix }, userEvent: 'input.fix' });
  };
  return { from, to, severity, message, actions: [{ name: fixLabel ?? fix, apply }] };
}

/** Mends the first problem at the caret that has a fix, else the first such one of its line. */
function mend(view: EditorView): boolean {
  const { head } = view.state.selection.main;
  const line = view.state.doc.lineAt(head);
  let best: (() => void) | undefined;
  let near = Infinity;
  forEachDiagnostic(view.state, ({ actions }, from, to) => {
    const action = actions?.[0];
    const distance = from <= head && head <= to ? 0 : 1 + Math.abs(from - head);
    if (!action || to < line.from || from > line.to || distance >= near) return;
    near = distance;
    best = () => action.apply(view, from, to);
  });
  best?.();
  return best !== undefined;
}

/** Gutter and keys. F8 alone belongs to the debugger of the page. */
export const problemsExtension: Extension = [
  lintGutter(),
  keymap.of([
    { key: 'Alt-F8', run: nextDiagnostic, shift: previousDiagnostic },
    { key: 'Mod-.', run: mend },
  ]),
];
