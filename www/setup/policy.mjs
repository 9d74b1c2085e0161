// Trunk's hook after the build: completes the page's content security policy with the digests of its inline scripts.
//
// The policy stands in index.html with SCRIPTS where the digests belong. There are two kinds: the scripts of the document
// itself (Trunk's, which starts the page) and the script of the sandbox's frame, whose document inherits the page's policy.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const staged = (name) => path.join(process.env.TRUNK_STAGING_DIR, name);

const digest = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The texts of all scripts that stand in the document itself. */
const inlineScripts = (html) =>
  [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map((found) => found[1]);

/** What the sandbox's build says of its frame's script; without it the frame would not start. */
const frameDigest = () => `'${readFileSync(path.join(process.env.TRUNK_SOURCE_DIR, 'sandbox/dist/frame.sha256'), 'utf8').trim()}'`;

const html = readFileSync(staged('index.html'), 'utf8');
const [before, after, ...more] = html.split('SCRIPTS');
if (after === undefined || more.length > 0) throw new Error('index.html must hold the word SCRIPTS exactly once, in its policy');
const sources = inlineScripts(html).map(digest);
if (existsSync(staged('sandbox.js'))) sources.push(frameDigest());
writeFileSync(staged('index.html'), before + sources.join(' ') + after);
