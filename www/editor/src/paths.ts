/** Texts that are a path or an intrinsic function of the Amazon States Language get a colour of their own. */

import { Prec, type Extension } from '@codemirror/state';
import { Decoration, MatchDecorator, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view';

// `"$"`, `"$.a[0]"`, `"$$.Execution.Id"`, `"$variable"`, `"States.Format(…)"`; never an error name such as "States.Timeout".
const inJson = /"(?:\$|States\.[A-Z]\w*\()(?:[^"\\\n]|\\.)*"/g;
// YAML needs no quotes: to the end of the line, or to a comment.
const inYaml = /(?<=[:-][ \t]+)(?:(["'])(?:\$|States\.[A-Z]\w*\()(?:[^\\\n]|\\.)*?\1|(?:\$|States\.[A-Z]\w*\()[^\n]*?(?=\s+#|\s*$))/gm;

/** Highest, so that its element lies inside the highlighter's and its colour wins. */
function coloured(regexp: RegExp): Extension {
  const matcher = new MatchDecorator({ regexp, decoration: Decoration.mark({ class: 'cm-path' }) });
  return Prec.highest(
    ViewPlugin.fromClass(
      class {
        paths: DecorationSet;
        constructor(view: EditorView) {
          this.paths = matcher.createDeco(view);
        }
        update(update: ViewUpdate) {
          this.paths = matcher.updateDeco(update, this.paths);
        }
      },
      { decorations: (plugin) => plugin.paths },
    ),
  );
}

export const pathsExtension = coloured(inJson);
export const yamlPathsExtension = coloured(inYaml);
