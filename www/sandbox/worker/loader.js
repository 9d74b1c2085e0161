/**
 * Node's module system over the files of a run. ES modules become blob addresses, each import's specifier replaced by the
 * address of what it names; CommonJS files become classic scripts that hand over a function, run when required.
 */
import { CLOSING, OPENING } from '../commonjs.js';
import { kindOf } from '../kind.js';
import { builtins } from './builtins.js';
import { hasModuleSyntax, importsOf } from './lexer.js';
import { say } from './link.js';
import { addressOf, importScripts, parse, replace, stringify } from './native.js';
import { RuntimeError } from './report.js';
import { placeOf, remember } from './stack.js';
import { positionOf } from './text.js';

const TASK = '/var/task/';
const TYPELESS = ['', '.js', '.json', '.cjs', '/index.js'];

/** @typedef {{from: string, specifier: string, address: string, place: import('../protocol.js').Place}} Link */

export class Loader {
  #files;
  /** Addresses of what can be imported: file names, and `node:` names. @type {Map<string, string>} */
  #addresses = new Map();
  /** CommonJS modules that were started. @type {Map<string, {exports: unknown}>} */
  #modules = new Map();
  /** Values that ES modules import from where there is no ES module. */
  #values = new Map();
  /** Imports in the order in which they were met. @type {Link[]} */
  links = [];
  /** Files in the order in which they were read. @type {Set<string>} */
  visited = new Set();

  /** @param {Record<string, string>} files */
  constructor(files) {
    this.#files = files;
    replace(globalThis, '__values', this.#values);
  }

  /**
   * The exports of the file that holds the handler.
   * @param {string} file
   */
  async entry(file) {
    if (!Object.hasOwn(this.#files, file)) throw missing(file.replace(/\.[^.]*$/, ''), ['/var/runtime/index.mjs']);
    return this.#kind(file) === 'esm' ? import(this.#address(file, [])) : this.#require(file);
  }

  #kind(name) {
    const kind = kindOf(name, this.#files);
    if (kind !== 'either') return kind;
    return hasModuleSyntax(this.#files[name]) ? 'esm' : 'cjs';
  }

  /** @param {string[]} chain the importing files, to tell a cycle */
  #address(name, chain) {
    let address = this.#addresses.get(name);
    if (!address) this.#addresses.set(name, (address = this.#publish(name, chain)));
    return address;
  }

  #publish(name, chain) {
    if (name in builtins) return this.#facade(name, builtins[name]());
    if (chain.includes(name)) throw cycle([...chain, name]);
    const kind = this.#kind(name);
    if (kind === 'json') return this.#facade(name, this.#require(name), []);
    return kind === 'esm' ? this.#publishModule(name, chain) : this.#facade(name, this.#require(name));
  }

  #publishModule(name, chain) {
    const { text, edits } = this.#linked(name, [...chain, name], []);
    const shown = `file://${TASK}${name}`;
    const address = addressOf(`${text}\n//# sourceURL=${shown}`);
    remember(address, shown, name, edits);
    return address;
  }

  /** An ES module that exports a value as its default, and members of it by name. */
  #facade(name, value, names = Object.keys(Object(value)).filter(isExportable)) {
    this.#values.set(name, value);
    const constants = names.map((key, i) => `const v${i} = value.${key}; export { v${i} as ${key} };`);
    return addressOf(`const value = __values.get(${stringify(name)}); export default value; ${constants.join(' ')}`);
  }

  /** The file's text with every constant specifier replaced by an address. */
  #linked(name, chain, edits) {
    this.visited.add(name);
    const written = this.#files[name];
    let text = '';
    let end = 0;
    for (const found of importsOf(written)) {
      if (found.n === undefined) continue;
      const quote = found.d === -1 ? '' : '"'; // the span of a declaration lies inside its quotes
      const place = { file: name, ...positionOf(written, found.s) };
      const address = this.#link(found, place, chain);
      const put = quote + address + quote;
      text += written.slice(end, found.s) + put + quoteAndAttributes(written, found);
      end = found.se;
      edits.push({ ...positionOf(written, found.e), by: put.length - (found.e - found.s) });
    }
    return { text: text + written.slice(end), edits };
  }

  #link({ n: specifier, d }, place, chain) {
    try {
      const address = this.#address(this.#resolve(specifier, place), chain);
      this.links.push({ from: place.file, specifier, address, place });
      return address;
    } catch (error) {
      if (d === -1) throw error;
      return this.#failing(error); // an import() that fails, fails when it runs
    }
  }

  #failing(error) {
    const key = `failure ${this.#values.size}`;
    this.#values.set(key, error);
    return addressOf(`throw __values.get(${stringify(key)});`);
  }

  /** The name of the file or builtin that an import means. */
  #resolve(specifier, place, extensions = ['']) {
    const builtin = specifier.replace(/^(?!node:)/, 'node:');
    if (Object.hasOwn(builtins, builtin)) return builtin;
    const path = pathOf(specifier, place.file);
    const name = extensions.map((extension) => path + extension).find((candidate) => Object.hasOwn(this.#files, candidate));
    if (path && name) return name;
    hint(specifier, place);
    throw Object.assign(missing(specifier, [TASK + place.file]), { at: place });
  }

  #require(name) {
    const started = this.#modules.get(name);
    if (started) return started.exports;
    if (name in builtins) return builtins[name]();
    const kind = this.#kind(name);
    if (kind === 'json') return parse(this.#files[name]);
    if (kind === 'esm') throw new Error(`require() of ES Module ${TASK}${name} is not supported. Use import instead.`);
    return this.#runCommonJs(name);
  }

  #runCommonJs(name) {
    const module = { exports: {}, id: TASK + name, filename: TASK + name, loaded: false };
    this.#modules.set(name, module);
    const body = this.#commonJsFunction(name);
    body.call(module.exports, module.exports, this.#requireFor(name), module, module.filename, TASK.slice(0, -1));
    module.loaded = true;
    return module.exports;
  }

  #commonJsFunction(name) {
    const { text, edits } = this.#linked(name, [], [{ line: 1, column: 1, by: OPENING.length }]);
    const address = addressOf(`${OPENING}${text}${CLOSING}\n//# sourceURL=${TASK}${name}`);
    remember(address, TASK + name, name, edits);
    let body;
    replace(globalThis, '__commonjs', (given) => {
      body = given;
    });
    importScripts(address);
    delete globalThis.__commonjs;
    return body;
  }

  #requireFor(file) {
    return (specifier) => {
      try {
        return this.#require(this.#resolve(String(specifier), { ...placeOf(new Error()), file }, TYPELESS));
      } catch (error) {
        throw error instanceof RuntimeError && error.at?.file === file ? notFound(specifier, file) : error;
      }
    };
  }
}

const isExportable = (key) => key !== 'default' && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key);

/** The rest of an import's statement; attributes are blanked, since what is imported is always JavaScript by then. */
function quoteAndAttributes(written, { e, se, a, d }) {
  if (a === -1) return written.slice(e, se);
  const [from, to] = d === -1 ? [e + 1, se] : [e, se - 1];
  return written.slice(e, from) + written.slice(from, to).replace(/\S/g, ' ') + written.slice(to, se);
}

/** `./x` and `../x` from a file's folder, and absolute paths of the task; '' for a bare name. */
function pathOf(specifier, from) {
  if (specifier.startsWith(TASK)) return specifier.slice(TASK.length);
  if (!/^\.\.?\//.test(specifier)) return '';
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}

function missing(specifier, stack) {
  return new RuntimeError('ImportModuleError', `Error: Cannot find module '${specifier}'\nRequire stack:\n- ${stack.join('\n- ')}`);
}

/** What `require` throws: user code may catch it and look at its code. */
function notFound(specifier, file) {
  const error = new Error(`Cannot find module '${specifier}'\nRequire stack:\n- ${TASK}${file}`);
  return Object.assign(error, { code: 'MODULE_NOT_FOUND', requireStack: [TASK + file] });
}

function cycle(chain) {
  return new RuntimeError('ImportModuleError', `Error: Import cycle: ${chain.join(' -> ')}. The playground cannot load files that import each other.`);
}

/** A bare name that Lambda may well have. */
function hint(specifier, { file, line }) {
  if (/^\.\.?\//.test(specifier)) return;
  const has = Object.keys(builtins).join(', ');
  const text = `'${specifier}' is not available in the playground: it has no packages, and of Node.js only ${has}. Return a fixed value instead.`;
  say({ t: 'log', level: 'hint', text, file, line: line ?? null });
}
