// Trunk's hook after the build: completes the content security policy of the page with the digests of its inline scripts.
//
// The policy stands in index.html with SCRIPTS where the digests belong. There are two kinds: the script that Trunk
// writes to start the page, and the script of the sandbox frame, whose document (srcdoc) inherits the page's policy.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const frame = path.join(process.env.TRUNK_SOURCE_DIR, 'sandbox', 'frame.js');
const page = path.join(process.env.TRUNK_STAGING_DIR, 'index.html');

const source = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The texts of all scripts that stand in the document itself. */
const inlineScripts = (html) =>
  [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map((found) => found[1]);

const html = readFileSync(page, 'utf8');
const scripts = inlineScripts(html);
if (existsSync(frame)) scripts.push(readFileSync(frame, 'utf8'));
const [before, after, ...more] = html.split('SCRIPTS');
if (after === undefined || more.length > 0) throw new Error('index.html must hold the word SCRIPTS exactly once, in its policy');
writeFileSync(page, before + scripts.map(source).join(' ') + after);
