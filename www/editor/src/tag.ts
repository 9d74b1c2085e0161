/** The language of the page, for what is not one of CodeMirror's own words. */

import { Facet } from '@codemirror/state';

/** `en`, `zh-CN` or `ja`. */
export const tag = Facet.define<string, string>({ combine: (given) => given[0] ?? 'en' });
