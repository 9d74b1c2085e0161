/** Places in a text, and columns that moved because something was put in before them. */

/**
 * @param {string} text
 * @param {number} offset
 * @returns {{line: number, column: number}} both from 1
 */
export function positionOf(text, offset) {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1).length + 1 };
}

/**
 * A replacement: what stood before `column` of `line` in the written text stands `by` columns further right in the
 * text that runs.
 * @typedef {{line: number, column: number, by: number}} Edit
 */

/**
 * The written column for a column of the text that runs.
 * @param {Edit[]} edits from left to right
 */
export function writtenColumn(edits, line, column) {
  let written = column;
  for (const edit of edits) if (edit.line === line && written >= edit.column + edit.by) written -= edit.by;
  return Math.max(1, written);
}
