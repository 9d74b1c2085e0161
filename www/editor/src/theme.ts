/**
 * The look of the editor: CSS custom properties of the page and nothing else, so that it follows the page between light
 * and dark without being made again. No picture, font or sheet is fetched.
 *
 * Read from the page:
 *   --surface --sunken           the text's ground; gutters, panels and folded code
 *   --text --muted               text; line numbers, placeholder
 *   --accent --on-accent         caret, focus, selection, matches; text on it
 *   --border --border-strong     lines between parts; borders of fields and buttons
 *   --code-key --code-string --code-number --code-keyword --code-comment --code-path
 *   --failed --caught --in-progress   colour of an error, a warning, a remark; `--in-progress` also marks the current state
 *   --current-line               ground of the lines of the current state
 *   --font-code --font-ui --code-size   code, panels and tooltips; size of code
 * Where the page has not set one, the value written here after it holds, for both colour schemes.
 */

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** A property of the page, with what holds where it is not set. */
const token = (name: string, light: string, dark: string) => `var(--${name}, light-dark(${light}, ${dark}))`;

const surface = token('surface', '#FFFFFF', '#161B22');
const sunken = token('sunken', '#EEF1F5', '#0B0F14');
const text = token('text', '#14181F', '#E8ECF2');
const muted = token('muted', '#5A6675', '#97A3B2');
const accent = token('accent', '#0A5BC4', '#6EB1FF');
const onAccent = token('on-accent', '#FFFFFF', '#06182F');
const border = token('border', '#D4DAE2', '#2E3742');
const strong = token('border-strong', '#7D8897', '#6C7887');
const currentLine = token('current-line', '#E5F0FD', '#0F2440');
const inProgress = token('in-progress', '#0A5BC4', '#6EB1FF');

/** Colour of a problem by severity. */
const severities = {
  error: token('failed', '#B42318', '#FF8B81'),
  warning: token('caught', '#9A4B00', '#F2AC4F'),
  info: inProgress,
};

/** The outline and the letter of each sign in the gutter: told apart without their colours too. */
const signs = {
  error: { letter: '"×"', shape: { borderRadius: '50%' } },
  warning: { letter: '"!"', shape: { clipPath: 'polygon(50% 0, 100% 100%, 0 100%)', paddingTop: '2px' } },
  info: { letter: '"i"', shape: { borderRadius: '3px' } },
};

const faint = (colour: string, percent: number) => `color-mix(in srgb, ${colour} ${percent}%, transparent)`;

const frame = {
  '&': { height: '100%', color: text, backgroundColor: surface, fontSize: 'var(--code-size, 13px)' },
  '&.cm-focused': { outline: `2px solid ${accent}`, outlineOffset: '-2px' },
  '.cm-scroller': {
    overflow: 'auto',
    fontFamily: 'var(--font-code, ui-monospace, "Cascadia Code", Menlo, Consolas, monospace)',
    lineHeight: '1.55',
  },
  '.cm-content': { caretColor: accent, padding: '8px 0' },
  '.cm-content ::selection, .cm-content::selection': { backgroundColor: faint(accent, 28) },
  '.cm-alsoSelected': { backgroundColor: faint(accent, 28) },
  '.cm-alsoCaret': { borderLeft: `1px solid ${accent}`, marginRight: '-1px' },
  '.cm-placeholder': { color: muted },
  '.cm-specialChar': { color: severities.error },
};

const gutters = {
  '.cm-gutters': { backgroundColor: surface, color: muted, border: 'none', borderRight: `1px solid ${border}` },
  '.cm-lineNumbers .cm-gutterElement': { fontVariantNumeric: 'tabular-nums' },
  '.cm-foldGutter .cm-gutterElement': { cursor: 'pointer' },
  '.cm-activeLine': { backgroundColor: faint(accent, 6) },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: text },
  '.cm-foldPlaceholder': { backgroundColor: sunken, border: `1px solid ${border}`, color: muted, padding: '0 4px' },
};

const matches = {
  '&.cm-focused .cm-matchingBracket': { backgroundColor: faint(accent, 20), outline: `1px solid ${faint(accent, 50)}` },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent', color: severities.error },
  '.cm-selectionMatch': { backgroundColor: faint(accent, 14) },
  '.cm-searchMatch': { backgroundColor: faint(severities.warning, 25) },
  '.cm-searchMatch-selected': { backgroundColor: faint(severities.warning, 50), outline: `1px solid ${severities.warning}` },
};

const marks = {
  '.cm-currentState': { backgroundColor: currentLine },
  '.cm-currentStateGutter': { backgroundColor: currentLine, color: text },
  '.cm-lineNumbers .cm-currentStateGutter': { boxShadow: `inset 2px 0 ${inProgress}` },
  '.cm-flashA': { animation: 'cm-flash-a 1.2s ease-out' },
  '.cm-flashB': { animation: 'cm-flash-b 1.2s ease-out' },
  '@keyframes cm-flash-a': { from: { backgroundColor: faint(accent, 40) } },
  '@keyframes cm-flash-b': { from: { backgroundColor: faint(accent, 40) } },
  '@media (prefers-reduced-motion: reduce)': {
    '.cm-flashA, .cm-flashB': { animationTimingFunction: 'step-end' },
  },
};

const boxes = {
  '.cm-panels': { backgroundColor: sunken, color: text, fontFamily: 'var(--font-ui, system-ui)' },
  '.cm-panels-bottom': { borderTop: `1px solid ${border}` },
  '.cm-bar': { display: 'flex', justifyContent: 'flex-end', gap: '4px', padding: '2px 8px', fontSize: '12px' },
  '.cm-bar span': { marginRight: 'auto', alignSelf: 'center', color: muted },
  '.cm-bar .cm-barRefused': { color: severities.error },
  '.cm-bar button': {
    minHeight: '24px',
    padding: '0 8px',
    border: 'none',
    borderRadius: '4px',
    background: 'none',
    color: muted,
    font: 'inherit',
    cursor: 'pointer',
    '&:hover:not(:disabled)': { background: faint(accent, 10), color: text },
    '&:focus-visible': { outline: `2px solid ${accent}`, outlineOffset: '-2px' },
    '&:disabled': { opacity: '.5', cursor: 'default' },
  },
  '.cm-panels-top': { borderBottom: `1px solid ${border}` },
  '.cm-panel.cm-search, .cm-panel.cm-gotoLine': { padding: '8px 32px 8px 8px' },
  '.cm-panel.cm-search label': { fontSize: '12px', color: text },
  '.cm-panel :is(label, input, button)': { verticalAlign: 'middle' },
  '.cm-textfield, .cm-button': { fontSize: '12px', minHeight: '24px' },
  '.cm-panel [name=close], .cm-dialog-close': { color: text, minWidth: '24px', minHeight: '24px', cursor: 'pointer' },
  '.cm-textfield': { backgroundColor: surface, color: text, border: `1px solid ${strong}`, borderRadius: '4px' },
  '.cm-button': {
    background: surface,
    color: text,
    border: `1px solid ${strong}`,
    borderRadius: '4px',
    '&:active': { background: accent, color: onAccent },
  },
  '.cm-textfield:focus-visible, .cm-button:focus-visible, .cm-panel input:focus-visible, [name=close]:focus-visible': {
    outline: `2px solid ${accent}`,
    outlineOffset: '2px',
  },
  '.cm-tooltip': {
    backgroundColor: surface,
    color: text,
    border: `1px solid ${border}`,
    borderRadius: '6px',
    boxShadow: '0 8px 24px rgb(0 0 0 / .14)',
    fontFamily: 'var(--font-ui, system-ui)',
    maxWidth: 'min(480px, 90vw)',
    overflow: 'hidden',
  },
};

const problems = {
  // CodeMirror draws pictures here; a line of the text itself needs none and follows the page's colours.
  '.cm-lintRange': { backgroundImage: 'none', textDecoration: 'underline wavy 1px', textUnderlineOffset: '3px' },
  '.cm-lintRange-active': { backgroundColor: faint(severities.warning, 20) },
  '.cm-lint-marker': { width: '13px', height: '13px', content: 'none' },
  '.cm-lint-marker::before': {
    display: 'block',
    boxSizing: 'border-box',
    width: '13px',
    height: '13px',
    color: surface,
    font: '700 10px/13px var(--font-ui, system-ui)',
    textAlign: 'center',
    forcedColorAdjust: 'none',
  },
  ...Object.assign({}, ...Object.keys(severities).map((name) => severity(name as keyof typeof severities))),
};

function severity(name: keyof typeof severities) {
  const colour = severities[name];
  return {
    [`.cm-lintRange-${name}`]: { backgroundImage: 'none', textDecorationColor: colour },
    [`.cm-lintPoint-${name}:after`]: { borderBottomColor: colour },
    [`.cm-diagnostic-${name}`]: { borderLeft: `4px solid ${colour}` },
    [`.cm-lint-marker-${name}`]: { content: 'none' },
    [`.cm-lint-marker-${name}::before`]: {
      content: signs[name].letter,
      backgroundColor: colour,
      ...signs[name].shape,
    },
  };
}

const highlighting = HighlightStyle.define([
  { tag: tags.propertyName, color: token('code-key', '#0B4F9E', '#82BDFF') },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: token('code-string', '#11703A', '#56D08A') },
  { tag: tags.number, color: token('code-number', '#9A4B00', '#F2AC4F') },
  {
    tag: [tags.keyword, tags.bool, tags.null, tags.self, tags.modifier],
    color: token('code-keyword', '#8A2485', '#E69AE2'),
  },
  { tag: tags.comment, color: token('code-comment', '#5A6675', '#97A3B2') },
  { tag: tags.invalid, color: severities.error },
]);

const knowledge = {
  // The meaning of a suggestion hangs beside the list.
  '.cm-tooltip.cm-tooltip-autocomplete': { overflow: 'visible' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--font-code, monospace)',
    maxHeight: '16em',
    borderRadius: '6px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px', lineHeight: '1.45' },
  // Where there is no room beside the list, its meaning stands below it.
  '.cm-tooltip.cm-completionInfo:is(.cm-completionInfo-left-narrow, .cm-completionInfo-right-narrow)': {
    top: 'calc(100% + 4px) !important',
    left: '0 !important',
    right: 'auto !important',
    width: 'max-content',
  },
  '.cm-tooltip-section:not(:first-child), .cm-meaning + .cm-meaning': { borderTop: `1px solid ${border}` },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: accent, color: onAccent },
  '.cm-completionDetail': { fontStyle: 'normal', opacity: '.75' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-tooltip.cm-completionInfo': { padding: '6px 10px', maxWidth: '320px' },
  '.cm-completionInfo p, .cm-meaning p': { margin: '0' },
  '.cm-meaning': { padding: '8px 12px', fontSize: '13px', lineHeight: '1.45' },
  '.cm-meaning code, .cm-completionInfo code': { fontFamily: 'var(--font-code, monospace)', fontSize: '.95em' },
  '.cm-meaning .cm-meaningTitle': { fontWeight: '700' },
  '.cm-pointed': { backgroundColor: 'color-mix(in srgb, var(--accent) 22%, transparent)', borderRadius: '2px' },
  '.cm-value pre': { margin: '0', maxHeight: '16em', overflow: 'auto', fontFamily: 'var(--font-code, monospace)', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  '.cm-valuePlace': { color: muted },
  '.cm-valueFailed': { color: 'var(--failed)' },
  '.cm-meaning dl': {
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: '2px 10px',
    margin: '6px 0 0',
    fontSize: '12px',
  },
  '.cm-meaning dt': { color: muted },
  '.cm-meaning dd': { margin: '0', fontFamily: 'var(--font-code, monospace)', overflowWrap: 'anywhere' },
  '.cm-diagnosticAction': {
    background: surface,
    color: text,
    border: `1px solid ${strong}`,
    borderRadius: '4px',
    padding: '2px 8px',
    margin: '4px 0 0',
    display: 'block',
    font: '12px var(--font-ui, system-ui)',
  },
  '.cm-diagnosticText': { whiteSpace: 'pre-line' },
  '.cm-rename': { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px', padding: '8px', fontSize: '12px' },
  '.cm-renameTrouble': { color: severities.error },
};

const jsonata = {
  '.cm-jsonata, .cm-jsonata *': { color: text },
  '.cm-jsonata .cm-jsonata-function, .cm-jsonata .cm-jsonata-function *': { color: token('code-key', '#0B4F9E', '#82BDFF') },
  '.cm-jsonata .cm-jsonata-variable, .cm-jsonata .cm-jsonata-variable *': { color: token('code-path', '#6A3FB5', '#BFA2F5') },
  '.cm-jsonata .cm-jsonata-string, .cm-jsonata .cm-jsonata-string *': { color: token('code-string', '#11703A', '#56D08A') },
  '.cm-jsonata .cm-jsonata-number, .cm-jsonata .cm-jsonata-number *': { color: token('code-number', '#9A4B00', '#F2AC4F') },
  '.cm-jsonata .cm-jsonata-keyword, .cm-jsonata .cm-jsonata-keyword *': { color: token('code-keyword', '#8A2485', '#E69AE2') },
  '.cm-jsonata .cm-jsonata-comment, .cm-jsonata .cm-jsonata-comment *': { color: token('code-comment', '#5A6675', '#97A3B2') },
};

const paths = { '.cm-path, .cm-path *': { color: token('code-path', '#6A3FB5', '#BFA2F5') } };

export const themeExtension: Extension = [
  EditorView.theme({ ...frame, ...gutters, ...matches, ...marks, ...boxes, ...problems, ...paths, ...jsonata, ...knowledge }),
  syntaxHighlighting(highlighting),
];
