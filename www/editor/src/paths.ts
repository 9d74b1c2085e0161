/** JSON strings that are a path or an intrinsic function of the Amazon States Language get a colour of their own. */

import { Prec, type Extension } from '@codemirror/state';
import { Decoration, MatchDecorator, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view';

const matcher = new MatchDecorator({
  // `"$"`, `"$.a[0]"`, `"$$.Execution.Id"`, `"$variable"`, `"States.Format(…)"`; never an error name such as "States.Timeout".
  regexp: /"(?:\$|States\.[A-Z]\w*\()(?:[^"\\\n]|\\.)*"/g,
  decoration: Decoration.mark({ class: 'cm-path' }),
});

/** Highest, so that its element lies inside the highlighter's and its colour wins. */
export const pathsExtension: Extension = Prec.highest(
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
