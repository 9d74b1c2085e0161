// Trunk's hook after the build: completes the page's content security policy with the digests of its inline scripts.
//
// The policy stands in index.html with SCRIPTS where the digests belong. There are two kinds: the scripts of the document
// itself (Trunk's, which starts the page) and the script of the sandbox's frame, whose document inherits the page's
// policy; the frame's own policy, a text in sandbox.js, names its digest.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const staged = (name) => path.join(process.env.TRUNK_STAGING_DIR, name);

const digest = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The texts of all scripts that stand in the document itself. */
const inlineScripts = (html) =>
  [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map((found) => found[1]);

function frameDigests() {
  if (!existsSync(staged('sandbox.js'))) return [];
  const found = readFileSync(staged('sandbox.js'), 'utf8').match(/'sha256-[A-Za-z0-9+/]{43}='/g);
  if (!found) throw new Error("sandbox.js names no digest of its frame's script: the frame would not start");
  return found;
}

const html = readFileSync(staged('index.html'), 'utf8');
const [before, after, ...more] = html.split('SCRIPTS');
if (after === undefined || more.length > 0) throw new Error('index.html must hold the word SCRIPTS exactly once, in its policy');
const sources = new Set([...inlineScripts(html).map(digest), ...frameDigests()]);
writeFileSync(staged('index.html'), before + [...sources].join(' ') + after);
