/** Which kind of module a file is, by Node's rules: the extension, then package.json; the text may have to decide. */

/** @typedef {'esm' | 'cjs' | 'json' | 'either'} Kind `either`: a `.js` that no package.json decides */

/**
 * @param {string} name
 * @param {Record<string, string>} files for package.json
 * @returns {Kind}
 */
export function kindOf(name, files) {
  if (name.endsWith('.mjs')) return 'esm';
  if (name.endsWith('.cjs')) return 'cjs';
  if (name.endsWith('.json')) return 'json';
  return { module: 'esm', commonjs: 'cjs' }[declaredType(files)] ?? 'either';
}

/** The `type` of package.json; undefined when there is none, or it cannot be read. */
function declaredType(files) {
  try {
    return JSON.parse(files['package.json']).type;
  } catch {
    return undefined;
  }
}
