/** Definitions in YAML: colours, folding, and how one tells that a text is YAML. */

import { foldService, indentService, StreamLanguage, type IndentContext, type StreamParser } from '@codemirror/language';
import type { EditorState, Extension, Text } from '@codemirror/state';

/** A comment, a marker, an item or a key without quotes begins a text in YAML; the page decides in the same way. */
const BEGINNING = /^\uFEFF?\s*(?:#|---(?:\s|$)|-\s|[\p{L}\p{N}_-]+:(?:\s|$))/u;

export function isYaml(doc: Text): boolean {
  return BEGINNING.test(doc.sliceString(0, 400));
}

interface Place {
  /** The indentation of the key whose text goes on in the lines below; -1 outside of such a text. */
  block: number;
  /** The quote that is open over the end of a line. */
  quote: string;
}

const parser: StreamParser<Place> = {
  name: 'yaml',
  startState: () => ({ block: -1, quote: '' }),
  copyState: (place) => ({ ...place }),
  token(stream, place) {
    if (place.quote) return quoted(stream, place);
    if (stream.sol() && place.block >= 0) {
      if (stream.indentation() > place.block || /^\s*$/.test(stream.string)) {
        stream.skipToEnd();
        return 'string';
      }
      place.block = -1;
    }
    if (stream.eatSpace()) return null;
    if (stream.match(/^#.*/)) return 'comment';
    if (stream.match(/^(?:---|\.\.\.)(?=\s|$)/)) return 'meta';
    if (stream.match(/^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#{}[\],&*!|>'"%@`-][^#{}[\],]*?)(?=\s*:(?:\s|$))/)) return 'propertyName';
    if (stream.match(/^[|>][-+0-9]*(?=\s*(?:#.*)?$)/)) {
      place.block = stream.indentation();
      return 'keyword';
    }
    if (stream.match(/^[&*!][^\s,\]}]*/)) return 'keyword';
    if (stream.match(/^["']/)) {
      place.quote = stream.current();
      return quoted(stream, place);
    }
    if (stream.match(/^(?:true|false|null|~)(?=\s*(?:[,\]}#]|$))/i)) return 'bool';
    if (stream.match(/^[-+]?\d[\d.]*(?:[eE][-+]?\d+)?(?=\s*(?:[,\]}#]|$))/)) return 'number';
    if (stream.match(/^(?:[-?:,]|[[\]{}])(?=\s|$)|^[[\]{},:]/)) return 'punctuation';
    stream.match(/^[^\s#,[\]{}][^#,[\]{}]*/) || stream.next();
    return 'string';
  },
  languageData: { commentTokens: { line: '#' } },
};

function quoted(stream: Parameters<typeof parser.token>[0], place: Place): string {
  const end = place.quote === '"' ? /^(?:[^"\\]|\\.)*"/ : /^(?:[^']|'')*'/;
  if (stream.match(end)) place.quote = '';
  else stream.skipToEnd();
  return 'string';
}

/** What is indented below a line belongs to it. */
function below(state: EditorState, start: number): { from: number; to: number } | null {
  const line = state.doc.lineAt(start);
  const depth = indentation(line.text);
  if (depth < 0) return null;
  let to = line.to;
  for (let number = line.number + 1; number <= state.doc.lines; number++) {
    const next = state.doc.line(number);
    const inner = indentation(next.text);
    if (inner >= 0 && inner <= depth) break;
    if (inner >= 0) to = next.to;
  }
  return to > line.to ? { from: line.to, to } : null;
}

function indentation(text: string): number {
  return text.search(/[^\s]/);
}

/** Where a new line begins: below the key before it, deeper behind one without a value, at the dash of a list of texts. */
function indented(context: IndentContext, pos: number): number | null {
  if (context.simulatedBreak !== pos) return null;
  const { text } = context.lineAt(pos, -1);
  const [, blanks, dashes, rest] = /^(\s*)((?:-\s+)*)(.*)$/.exec(text)!;
  if (!rest) return null;
  const inner = blanks!.length + dashes!.length;
  if (/(?::|[:\s][|>][-+\d]*)\s*(?:\s#.*)?$|[{[]\s*$/.test(rest)) return inner + context.unit;
  return /:\s/.test(rest) ? inner : blanks!.length;
}

export const yamlExtension: Extension = [StreamLanguage.define(parser), foldService.of(below), indentService.of(indented)];
