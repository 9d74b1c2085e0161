/** Breakpoints in the gutter: a click beside a line, or F9 on it, tells the page, which knows what stands there; so does
 * the second button, which asks for all that can be done with the state there. */

import { Facet, RangeSet, RangeSetBuilder, StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { EditorView, GutterMarker, gutter, keymap } from '@codemirror/view';

/** A breakpoint at the line of `at`. */
export interface Breakpoint {
  at: number;
  /** `on`, `off`, or `asks` for one with a condition. */
  kind: 'on' | 'off' | 'asks';
}

class Dot extends GutterMarker {
  constructor(private readonly kind: Breakpoint['kind']) {
    super();
  }

  override eq(other: Dot): boolean {
    return this.kind === other.kind;
  }

  override toDOM(): HTMLElement {
    const dot = document.createElement('span');
    dot.className = `cm-breakpoint cm-breakpoint-${this.kind}`;
    return dot;
  }
}

const dots = { on: new Dot('on'), off: new Dot('off'), asks: new Dot('asks') };
const setBreakpoints = StateEffect.define<Breakpoint[]>();

/** The effect that shows `breakpoints` and nothing else. */
export function stopped(breakpoints: Breakpoint[]): StateEffect<Breakpoint[]> {
  return setBreakpoints.of(breakpoints);
}

const field = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setBreakpoints)) return drawn(transaction.state, effect.value);
    }
    return transaction.docChanged ? value.map(transaction.changes) : value;
  },
});

function drawn(state: EditorState, breakpoints: Breakpoint[]): RangeSet<GutterMarker> {
  const lines = new Map<number, Breakpoint['kind']>();
  for (const { at, kind } of breakpoints) {
    if (at <= state.doc.length) lines.set(state.doc.lineAt(at).from, kind);
  }
  const set = new RangeSetBuilder<GutterMarker>();
  for (const [from, kind] of [...lines].sort(([a], [b]) => a - b)) set.add(from, from, dots[kind]);
  return set.finish();
}

/** Takes the first character of a line that is not blank; with a place on the screen it was the second button. */
export type Stop = (offset: number, x?: number, y?: number) => void;
export const toggles = Facet.define<Stop>();

function tell(view: EditorView, at: number, x?: number, y?: number): boolean {
  const line = view.state.doc.lineAt(at);
  const offset = line.from + (line.text.length - line.text.trimStart().length);
  for (const taker of view.state.facet(toggles)) taker(offset, x, y);
  return true;
}

function pressed(view: EditorView, at: number, event: Event): boolean {
  const { button, ctrlKey } = event as MouseEvent;
  return button === 0 && !ctrlKey && tell(view, at);
}

function asked(view: EditorView, at: number, event: Event): boolean {
  const { clientX, clientY } = event as MouseEvent;
  event.preventDefault();
  return tell(view, at, clientX, clientY);
}

/** The gutter of a definition. */
export const breakpointsExtension: Extension = [
  field,
  gutter({
    class: 'cm-breakpoints',
    markers: (view) => view.state.field(field, false) ?? RangeSet.empty,
    // Every line can be pressed, not only those that have a dot.
    renderEmptyElements: true,
    initialSpacer: () => dots.on,
    domEventHandlers: {
      mousedown: (view, line, event) => pressed(view, line.from, event),
      contextmenu: (view, line, event) => asked(view, line.from, event),
    },
  }),
  keymap.of([{ key: 'F9', run: (view) => tell(view, view.state.selection.main.head) }]),
  EditorView.theme({
    '.cm-breakpoints': { width: '16px', cursor: 'pointer' },
    '.cm-breakpoints .cm-gutterElement': { display: 'flex', alignItems: 'center', justifyContent: 'center' },
    '.cm-breakpoint, .cm-breakpoints .cm-gutterElement:empty:hover::before': {
      width: '9px',
      height: '9px',
      borderRadius: '50%',
      border: '1.5px solid var(--failed)',
    },
    '.cm-breakpoints .cm-gutterElement:empty:hover::before': { content: '""', opacity: '0.5' },
    '.cm-breakpoint-on': { background: 'var(--failed)' },
    '.cm-breakpoint-asks': { background: 'var(--failed)', borderStyle: 'dotted', borderColor: 'var(--surface)' },
  }),
];
