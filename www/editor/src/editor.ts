/**
 * The code editor of the page: CodeMirror 6 behind the few calls that the page makes.
 *
 * The page loads this module when its first view is on screen and calls `create`. Everything that decides anything
 * about a workflow (problems, which state is current) comes from the page; here are only characters, marks and keys.
 *
 * - Every offset counts UTF-16 code units of the text as `getText` returns it.
 * - Line breaks inside the editor are `\n`. A text that arrives with others is changed, and `onChange` says so.
 * - While an input method composes a word, nothing is reported and nothing is drawn around it; both follow when the
 *   word is finished. Only `setText` and `setDocument` do not wait, since they replace what is being typed.
 * - Colours are CSS custom properties of the page: see `theme.ts`.
 */

import { EditorSelection, EditorState, type StateEffect, type TransactionSpec } from '@codemirror/state';
import { EditorView, type ViewUpdate } from '@codemirror/view';
import { foldedRanges, unfoldEffect } from '@codemirror/language';
import { isolateHistory } from '@codemirror/commands';
import { closeSearchPanel } from '@codemirror/search';
import { difference, normalized } from './difference';
import { stopped, type Breakpoint } from './breakpoints';
import { diagnostics, type Problem } from './problems';
import { marked, type Mark } from './marks';
import { pointing } from './point';
import { answersOf, knowledge } from './language/ask';
import { Meanings } from './language/meanings';
import { isYaml } from './language/yaml';
import { fixed, settingsExtension, settingsEffects, type Language, type Settings } from './setup';

export type { Breakpoint, Language, Mark, Problem };

/** What the page gives when it makes an editor. */
export interface Options {
  /** Name of the first document; `setDocument` comes back to it by this name. */
  key?: string;
  text: string;
  language: Language;
  /** Accessible name of the text field. */
  label: string;
  /** Longer accessible help, such as how to leave the field by keyboard. */
  description?: string;
  placeholder?: string;
  readOnly?: boolean;
  /** Language tag of the editor's own words: `en`, `zh-CN` or `ja`. */
  phrases?: string;
  /** The person changed the text. Never called for the page's own `setText`. */
  onChange(text: string): void;
  /** Ctrl+Enter or Cmd+Enter; a change still held back is reported before. */
  onRun(): void;
  /** The person moved the caret. */
  onCaret?(offset: number): void;
  /** Answers a question about a definition: see `language/ask.ts`. Without it nothing is known of the language. */
  ask?(question: string, at: number, text: string): Promise<unknown>;
  /** The person wants a breakpoint at the line of this character, or wants it gone; with a place on the screen, wants to
   * choose there what to do. */
  onBreakpoint?(offset: number, x?: number, y?: number): void;
}

/** A document that is not on screen: its text with undo history, and where it was scrolled to. */
interface Shelved {
  state: EditorState;
  scroll: StateEffect<unknown>;
}

/** Makes an editor that fills `parent`. */
export function create(parent: HTMLElement, options: Options): Editor {
  return new Editor(parent, options);
}

export class Editor {
  private readonly view: EditorView;
  private readonly options: Options;
  private readonly meanings = new Meanings();
  private readonly shelf = new Map<string, Shelved>();
  private settings: Settings;
  private key: string;
  /** The text has changed and `onChange` has not been told. */
  private unreported = false;
  /** The page itself is changing the text. */
  private quiet = false;
  /** What the page asked to draw while a word was being composed, the latest of each kind. */
  private readonly held = new Map<string, () => void>();

  constructor(parent: HTMLElement, options: Options) {
    this.options = options;
    this.key = options.key ?? '';
    this.settings = {
      language: options.language,
      label: options.label,
      description: options.description ?? '',
      placeholder: options.placeholder ?? '',
      readOnly: options.readOnly ?? false,
      phrases: options.phrases ?? 'en',
    };
    this.view = new EditorView({ parent, state: this.newState(normalized(options.text)) });
    if (normalized(options.text) !== options.text) this.reportSoon();
  }

  getText(): string {
    return this.view.state.doc.toString();
  }

  /** Replaces the text as one step that can be undone; `onChange` is not called. */
  setText(text: string): void {
    const wanted = normalized(text);
    const change = difference(this.getText(), wanted);
    this.unreported = false;
    if (change) this.dispatchQuietly({ changes: change, annotations: isolateHistory.of('full') });
    if (wanted !== text) this.reportSoon();
  }

  /** Shows the document named `key`, with the undo history and the place it had when it was last shown. */
  setDocument(key: string, text: string, language: Language): void {
    this.report();
    this.held.clear();
    if (key !== this.key) this.swap(key, normalized(text));
    this.setText(text);
    this.setLanguage(language);
  }

  /** Forgets a document that was deleted, so that a new one of the same name starts without its history. */
  forgetDocument(key: string): void {
    this.shelf.delete(key);
  }

  /** A definition is in YAML or in JSON by what is written. */
  setLanguage(language: Language): void {
    const definition = language === 'asl' || language === 'yaml';
    this.configure({ language: definition ? this.written() : language });
  }

  setLabel(label: string): void {
    this.configure({ label });
  }

  setDescription(description: string): void {
    this.configure({ description });
  }

  setPlaceholder(placeholder: string): void {
    this.configure({ placeholder });
  }

  setReadOnly(readOnly: boolean): void {
    this.configure({ readOnly });
  }

  /** Translates the editor's own words; an unknown tag means English. */
  setPhrases(phrases: string): void {
    closeSearchPanel(this.view);
    this.configure({ phrases });
  }

  /** Underlines the problems of the current text; an empty list clears. */
  setProblems(problems: Problem[]): void {
    this.whenSettled('problems', () => this.view.dispatch(diagnostics(this.view.state, problems)));
  }

  /** Highlights whole lines; an empty list clears. Does not scroll. */
  mark(marks: Mark[]): void {
    this.whenSettled('marks', () => this.view.dispatch({ effects: marked(this.view.state, marks) }));
  }

  /** Shows breakpoints in the gutter; an empty list clears. */
  setBreakpoints(breakpoints: Breakpoint[]): void {
    this.whenSettled('breakpoints', () => this.view.dispatch({ effects: stopped(breakpoints) }));
  }

  /** Brings a range on screen and unfolds it; with `focus`, selects it and moves the focus into the editor. */
  reveal(from: number, to: number, how?: { focus?: boolean }): void {
    const { state } = this.view;
    const start = clamp(from, state.doc.length);
    const end = clamp(Math.max(from, to), state.doc.length);
    const effects: StateEffect<unknown>[] = [];
    foldedRanges(state).between(start, end, (a, b) => void effects.push(unfoldEffect.of({ from: a, to: b })));
    // The head is the start: of a range higher than the view, the beginning is what one wants to see.
    const range = EditorSelection.range(end, start);
    effects.push(EditorView.scrollIntoView(range, { y: 'nearest', yMargin: 48 }));
    this.dispatchQuietly(how?.focus ? { effects, selection: range } : { effects });
    if (how?.focus) this.focus();
  }

  /** Points at characters without moving caret or focus; an empty range points at nothing. */
  point(from: number, to: number): void {
    this.dispatchQuietly({ effects: pointing(this.view.state.doc.length, from, to) });
  }

  focus(): void {
    this.view.focus();
  }

  destroy(): void {
    this.held.clear();
    this.shelf.clear();
    this.view.destroy();
  }

  private newState(text: string): EditorState {
    return EditorState.create({
      doc: text,
      extensions: [
        fixed(() => this.run(), (...where) => this.options.onBreakpoint?.(...where)),
        this.options.ask ? knowledge.of({ answers: answersOf(this.options.ask), meanings: this.meanings }) : [],
        settingsExtension(this.settings),
        EditorView.updateListener.of((update) => this.updated(update)),
        EditorView.domEventObservers({
          compositionend: () => void setTimeout(() => this.settle()),
          blur: () => void setTimeout(() => this.settle()),
        }),
      ],
    });
  }

  /** Puts the document on screen away and takes another one, or a new one, in its place. */
  private swap(key: string, text: string): void {
    this.shelf.set(this.key, { state: this.view.state, scroll: this.view.scrollSnapshot() });
    const found = this.shelf.get(key);
    this.shelf.delete(key);
    this.key = key;
    this.view.setState(found?.state ?? this.newState(text));
    // A shelved state still has the settings of the day it was put away.
    const effects = settingsEffects(this.settings);
    this.view.dispatch({ effects: found ? [...effects, found.scroll] : effects });
  }

  private configure(change: Partial<Settings>): void {
    const before = this.settings;
    this.settings = { ...before, ...change };
    const effects = settingsEffects(this.settings, before);
    if (effects.length > 0) this.view.dispatch({ effects });
  }

  private dispatchQuietly(spec: TransactionSpec): void {
    this.quiet = true;
    try {
      this.view.dispatch(spec);
    } finally {
      this.quiet = false;
    }
  }

  private updated(update: ViewUpdate): void {
    if (this.quiet) return;
    if (update.docChanged) {
      this.unreported = true;
      this.followWriting();
    }
    if (this.composing) return;
    this.report();
    if (update.selectionSet || update.docChanged) this.options.onCaret?.(update.state.selection.main.head);
  }

  private written(): Language {
    return isYaml(this.view.state.doc) ? 'yaml' : 'asl';
  }

  /** Another beginning may make YAML of JSON. */
  private followWriting(): void {
    const { language } = this.settings;
    if ((language !== 'asl' && language !== 'yaml') || this.written() === language) return;
    queueMicrotask(() => this.setLanguage('asl'));
  }

  private get composing(): boolean {
    return this.view.compositionStarted;
  }

  /** Tells the page the text, if it does not know it. */
  private report(): void {
    if (!this.unreported) return;
    this.unreported = false;
    this.options.onChange(this.getText());
  }

  /** Reports after the page's own call has returned: it cannot take a call back in the midst of one. */
  private reportSoon(): void {
    this.unreported = true;
    queueMicrotask(() => this.report());
  }

  private run(): void {
    this.report();
    this.options.onRun();
  }

  private whenSettled(kind: string, action: () => void): void {
    this.held.delete(kind);
    if (this.composing) this.held.set(kind, action);
    else action();
  }

  /** The word is finished: reports it and draws what had to wait. */
  private settle(): void {
    if (this.composing) return;
    this.report();
    const actions = [...this.held.values()];
    this.held.clear();
    for (const action of actions) action();
  }
}

function clamp(offset: number, length: number): number {
  return Math.max(0, Math.min(offset, length));
}
