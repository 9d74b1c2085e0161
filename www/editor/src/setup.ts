/** What every document has (`fixed`), and what the page can change while it is shown (`Settings`). */

import { Compartment, EditorState, Prec, type Extension, type StateEffect } from '@codemirror/state';
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
  tooltips,
} from '@codemirror/view';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, foldEffect, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { jsonLanguage } from '@codemirror/lang-json';
import { javascriptLanguage } from '@codemirror/lang-javascript';
import { breakpointsExtension, toggles, type Stop } from './breakpoints';
import { caretsExtension } from './carets';
import { marksExtension } from './marks';
import { pointExtension } from './point';
import { pathsExtension, yamlPathsExtension } from './paths';
import { phraseTable } from './phrases';
import { problemsExtension } from './problems';
import { definitionExtension } from './language';
import { completeExtension } from './language/complete';
import { typingExtension } from './language/typing';
import { yamlExtension } from './language/yaml';
import { tag } from './tag';
import { themeExtension } from './theme';

/** `asl` and `yaml` are definitions, which the page knows about, in JSON and in YAML. */
export type Language = 'asl' | 'yaml' | 'json' | 'javascript' | 'text';

/** How long Esc lets Tab leave the editor, in milliseconds; any other key ends it sooner. */
const TAB_LEAVES_FOR = 60_000;

/** The behaviour that never changes. `run` is what Ctrl+Enter and Cmd+Enter do, `stop` a click in the gutter. */
export function fixed(run: () => void, stop: Stop): Extension {
  return [
    problemsExtension,
    toggles.of(stop),
    completeExtension,
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    history(),
    indentUnit.of('  '),
    EditorState.tabSize.of(2),
    indentOnInput(),
    bracketMatching(),
    headsFirst,
    closeBrackets(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    search({ top: true }),
    tooltips({ position: 'fixed' }),
    caretsExtension,
    marksExtension,
    pointExtension,
    themeExtension,
    keys(run),
  ];
}

/** What is folded shows its head, though its text was scrolled to the side. */
const headsFirst = EditorView.updateListener.of(({ view, transactions }) => {
  const folds = transactions.some((one) => one.effects.some((effect) => effect.is(foldEffect)));
  if (folds) view.scrollDOM.scrollLeft = 0;
});

function keys(run: () => void): Extension {
  const onRun = () => {
    run();
    return true;
  };
  const releaseTab = (view: EditorView) => {
    view.setTabFocusMode(TAB_LEAVES_FOR);
    return true;
  };
  return [
    // Above CodeMirror's own Mod-Enter, which inserts a line.
    Prec.highest(keymap.of(['Ctrl-Enter', 'Mod-Enter'].map((key) => ({ key, run: onRun, preventDefault: true })))),
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      indentWithTab,
    ]),
    // Below everything that Esc closes or clears first.
    Prec.lowest(keymap.of([{ key: 'Escape', run: releaseTab }])),
  ];
}

/** What the page can change; equal for all documents except the language. */
export interface Settings {
  language: Language;
  label: string;
  description: string;
  placeholder: string;
  readOnly: boolean;
  /** Language tag of the editor's own words. */
  phrases: string;
}

/** Each setting's compartment, and the extension that a value of it means. */
const compartments: { [Name in keyof Settings]: [Compartment, (value: Settings[Name]) => Extension] } = {
  language: [new Compartment(), languageExtension],
  label: [new Compartment(), (label) => EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' })],
  description: [new Compartment(), descriptionExtension],
  placeholder: [new Compartment(), (text) => (text ? placeholder(text) : [])],
  readOnly: [new Compartment(), (readOnly) => EditorState.readOnly.of(readOnly)],
  // The fold gutter keeps the words it was made with, so it is made anew with the phrases.
  phrases: [new Compartment(), (name) => [EditorState.phrases.of(phraseTable(name)), tag.of(name), foldGutter()]],
};

const names = Object.keys(compartments) as (keyof Settings)[];

/** The settings as part of a new state. */
export function settingsExtension(settings: Settings): Extension {
  return names.map((name) => {
    const [compartment, extension] = entry(name);
    return compartment.of(extension(settings[name]));
  });
}

/** The effects that bring a state to `settings`: all of them, or those that differ from `before`. */
export function settingsEffects(settings: Settings, before?: Settings): StateEffect<unknown>[] {
  return names
    .filter((name) => settings[name] !== before?.[name])
    .map((name) => {
      const [compartment, extension] = entry(name);
      return compartment.reconfigure(extension(settings[name]));
    });
}

/** The type of the pair is lost when the name is a variable; `Settings` and `compartments` keep it true. */
function entry(name: keyof Settings): [Compartment, (value: unknown) => Extension] {
  return compartments[name] as [Compartment, (value: unknown) => Extension];
}

function languageExtension(language: Language): Extension {
  if (language === 'text') return [];
  if (language === 'javascript') return javascriptLanguage;
  const definition = [breakpointsExtension, definitionExtension];
  if (language === 'yaml') return [yamlExtension, typingExtension, yamlPathsExtension, definition];
  return [jsonLanguage, typingExtension, pathsExtension, language === 'asl' ? definition : []];
}

function descriptionExtension(description: string): Extension {
  return description ? EditorView.contentAttributes.of({ 'aria-description': description }) : [];
}
