/** Everything that the editor knows about a definition because the page tells it. */

import type { Extension } from '@codemirror/state';
import { barExtension } from './bar';
import { suggestsExtension } from './complete';
import { formatExtension } from './format';
import { goExtension } from './go';
import { hoverExtension } from './hover';
import { jsonataExtension } from './jsonata';
import { renameExtension } from './rename';
import { valueExtension } from '../value-hover';

export const definitionExtension: Extension = [
  suggestsExtension,
  hoverExtension,
  valueExtension,
  renameExtension,
  goExtension,
  formatExtension,
  jsonataExtension,
  barExtension,
];
