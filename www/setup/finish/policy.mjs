// Completes the page's content security policy with the digests of its inline scripts.
//
// The policy stands in index.html with SCRIPTS where the digests belong. There are two kinds: the scripts of the document
// itself (Trunk's, which starts the page) and the script of the sandbox's frame, whose document inherits the page's policy.

import { createHash } from 'node:crypto';

const digest = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The texts of all scripts that stand in the document itself. */
const inlineScripts = (html) =>
  [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map((found) => found[1]);

/** `html` with its policy complete; `more` are digests of scripts that stand elsewhere, without quotes. */
export function withPolicy(html, more) {
  const [before, after, ...others] = html.split('SCRIPTS');
  if (after === undefined || others.length > 0) throw new Error('index.html must hold the word SCRIPTS exactly once, in its policy');
  return before + [...inlineScripts(html).map(digest), ...more.map((one) => `'${one}'`)].join(' ') + after;
}
