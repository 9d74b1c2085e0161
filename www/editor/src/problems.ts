/** Problems found by the interpreter, drawn as squiggles, gutter signs and hover texts. CodeMirror finds none itself. */

import type { EditorState, Extension, TransactionSpec } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics, type Diagnostic } from '@codemirror/lint';

/** One problem at `from..to` of the text; an empty range is drawn as a point. */
export interface Problem {
  from: number;
  to: number;
  severity: 'error' | 'warning' | 'info';
  message: string;
}

/** The transaction that shows `problems` and nothing else. Ranges beyond the text are cut to it. */
export function diagnostics(state: EditorState, problems: Problem[]): TransactionSpec {
  const length = state.doc.length;
  return setDiagnostics(state, problems.map((problem) => within(problem, length)));
}

function within(problem: Problem, length: number): Diagnostic {
  const from = Math.max(0, Math.min(problem.from, length));
  const to = Math.max(from, Math.min(problem.to, length));
  return { from, to, severity: problem.severity, message: problem.message };
}

/** Gutter and keys. F8 alone belongs to the debugger of the page. */
export const problemsExtension: Extension = [
  lintGutter(),
  keymap.of([{ key: 'Alt-F8', run: nextDiagnostic, shift: previousDiagnostic }]),
];
