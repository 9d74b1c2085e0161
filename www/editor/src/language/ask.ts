/** What the page answers about the definition. Offsets count UTF-16 code units; nothing is decided here. */

import { Facet } from '@codemirror/state';
import type { Meanings } from './meanings';

/** One suggestion. */
export interface Suggestion {
  label: string;
  kind: string;
  /** What is written; `${…}` is where the person goes on writing. */
  insert: string;
  detail: string;
  /** The key of its meaning; may be empty. */
  meaning: string;
}

export interface Suggestions {
  from: number;
  to: number;
  /** Where a comma is missing before; -1 when none is. */
  comma: number;
  items: Suggestion[];
}

/** What is known of a thing, beside the sentences that its key names. */
export interface Meaning {
  from: number;
  to: number;
  key: string;
  title: string;
  values: string[];
  default: string;
  language: string;
  types: string[];
}

/** What an expression gives at the cursor of the run. */
export interface Value {
  from: number;
  to: number;
  /** The state whose data it saw, and the stage that `$` stood for. */
  state: string;
  stage: string;
  /** JSON text; `null` is JSONata's undefined; where it fails, why, by language. */
  value: string | null | Record<string, string>;
  fails: boolean;
}

export interface Edit {
  from: number;
  to: number;
  text: string;
}

/** The page's side; every answer may be `null`: nothing to say. */
export interface Answers {
  suggestions(at: number): Promise<Suggestions | null>;
  meaning(at: number): Promise<Meaning | null>;
  value(at: number): Promise<Value | null>;
  /** The state that is named at a place, and where its key begins. */
  named(at: number): Promise<{ from: number; to: number; name: string; key: number } | null>;
  rename(at: number, to: string): Promise<{ edits: Edit[] } | { refused: string } | null>;
  format(): Promise<string | null>;
  convert(): Promise<string | null>;
}

/** Who answers in this editor, and where meanings are read. */
export interface Knowledge {
  answers: Answers;
  meanings: Meanings;
}

export const knowledge = Facet.define<Knowledge, Knowledge | undefined>({ combine: (given) => given[0] });

/** The page's one function, with a name for each question. */
export function answersOf(ask: (question: string, at: number, text: string) => Promise<unknown>): Answers {
  const answer = <T>(question: string, at: number, text = '') =>
    ask(question, at, text).then((found) => (found ?? null) as T | null, () => null);
  return {
    suggestions: (at) => answer('suggestions', at),
    meaning: (at) => answer('meaning', at),
    value: (at) => answer('value', at),
    named: (at) => answer('named', at),
    rename: (at, to) => answer('rename', at, to),
    format: () => answer('format', 0),
    convert: () => answer('convert', 0),
  };
}
