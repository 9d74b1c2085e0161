// Splits a WebAssembly module in two: what a first view needs, and what is fetched after it.
//
// The later module shares memory, function table and globals of the first and calls its functions through exports. In the
// other direction a function that has moved leaves a stub under its name: it makes sure that the later module is there,
// then calls through a slot of the table, which the later module fills when it is instantiated. So a function on the wrong
// side costs time and never an answer. Constants that only the later module can reach go with it (data.mjs).

import binaryen from 'binaryen';
import { dataSegmentsOf } from './binary.mjs';
import { constantsOfLater, withConstants, withoutConstants } from './data.mjs';

/** Under this name the later module imports everything: the exports of the first. */
const FIRST = 'first';

/** The first module's global, 1 once the later module is there; JavaScript sets it. */
const HERE = 'later_is_here';

/** What a compiler for browsers calls the memory that it exports. */
const MEMORY = 'memory';

const all = (count, at) => Array.from({ length: count }, (_, index) => at(index));

const functionsOf = (module) =>
  all(module.getNumFunctions(), (index) => binaryen.getFunctionInfo(module.getFunctionByIndex(index)));

const exportsOf = (module) => all(module.getNumExports(), (index) => binaryen.getExportInfo(module.getExportByIndex(index)));

const globalsOf = (module) => all(module.getNumGlobals(), (index) => binaryen.getGlobalInfo(module.getGlobalByIndex(index)));

const segmentsOf = (module) =>
  all(module.getNumElementSegments(), (index) => binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(index)));

const tablesOf = (module) => all(module.getNumTables(), (index) => binaryen.getTableInfo(module.getTableByIndex(index)));

const tableExport = (index) => `later_table_${index}`;

const isImported = ({ base }) => base !== '';

const namesOf = (functions) => new Set(functions.map(({ name }) => name));

/** Removes what nothing refers to. The functions keep their order, which compresses well. */
const sweep = (module) => module.runPasses(['remove-unused-module-elements']);

/** Puts `segments` in the place of all data of a module that has a memory. */
function setData(module, segments) {
  const { initial, max = -1 } = module.getMemoryInfo();
  const name = exportsOf(module).find((one) => one.name === MEMORY)?.value ?? '0';
  const written = segments.map(({ address, bytes }) => ({ offset: module.i32.const(address), data: bytes }));
  module.setMemory(initial, max, null, written, false, false, name);
}

/** The function table: its name, its one segment, and where in it each function is. */
function tableOf(module) {
  const [segment, ...more] = segmentsOf(module);
  if (segment === undefined || more.length > 0) throw new Error('a module with one element segment was expected');
  const start = binaryen.getExpressionInfo(segment.offset).value;
  const slots = new Map();
  segment.data.forEach((name, index) => slots.set(name, [...(slots.get(name) ?? []), start + index]));
  return { name: segment.table, segment: segment.name, end: start + segment.data.length, slots };
}

/** `name → slots`: functions that are in the table keep their places, the others get new ones behind its end. */
function placesFor(names, table) {
  let free = table.end;
  return new Map([...names].map((name) => [name, table.slots.get(name) ?? [free++]]));
}

/** Makes the table long enough for `places`. */
function lengthen(module, table, places) {
  const length = Math.max(table.end, ...[...places.values()].flat().map((slot) => slot + 1));
  binaryen.Table.setInitial(module.getTable(table.name), length);
  if (binaryen.Table.hasMax(module.getTable(table.name))) binaryen.Table.setMax(module.getTable(table.name), length);
}

/** Adds the function that every stub calls first: `loader` is called while the later module is not there. */
function addGuard(module, loader) {
  const guard = 'later_is_needed';
  module.addGlobal(HERE, binaryen.i32, true, module.i32.const(0));
  module.addGlobalExport(HERE, HERE);
  const missing = module.i32.eqz(module.global.get(HERE, binaryen.i32));
  module.addFunction(guard, binaryen.none, binaryen.none, [], module.if(missing, module.call(loader, [], binaryen.none)));
  return guard;
}

function leaveStub(module, table, guard, name, slot) {
  const { params, results } = binaryen.getFunctionInfo(module.getFunction(name));
  const operands = binaryen.expandType(params).map((type, index) => module.local.get(index, type));
  const call = module.call_indirect(table.name, module.i32.const(slot), operands, params, results);
  module.removeFunction(name);
  module.addFunction(name, params, results, [], module.block(null, [module.call(guard, [], binaryen.none), call], results));
}

/** The first module: stubs in the places of `moved`, exports for what the later one asks for (`name → export`). */
function makeFirst(bytes, moved, wanted, loaderExport) {
  const module = binaryen.readBinary(bytes);
  const table = tableOf(module);
  const places = placesFor(moved, table);
  const loader = exportsOf(module).find(({ name }) => name === loaderExport)?.value;
  if (loader === undefined) throw new Error(`the module exports no ${loaderExport}`);
  const guard = addGuard(module, loader);
  lengthen(module, table, places);
  for (const [name, slots] of places) leaveStub(module, table, guard, name, slots[0]);
  for (const [name, id] of wanted.functions) module.addFunctionExport(name, id);
  for (const [name, id] of wanted.globals) module.addGlobalExport(name, id);
  tablesOf(module).forEach(({ name }, index) => module.addTableExport(name, tableExport(index)));
  sweep(module);
  return module;
}

/** `name → short name`, of which no two are the same and none is a word of the first module's own exports. */
const shortNames = (names) => new Map([...names].map((name, index) => [name, `$${index.toString(36)}`]));

/** The later module: has all that `kept` does not name and the constants `data`, fills `places` of the table, and imports the rest. */
function makeLater(bytes, kept, places, data) {
  const module = binaryen.readBinary(bytes);
  const table = tableOf(module);
  exportsOf(module).forEach(({ name }) => module.removeExport(name));
  const functions = functionsOf(module);
  const ids = shortNames(kept);
  for (const fn of functions.filter(({ name }) => kept.has(name))) {
    module.removeFunction(fn.name);
    module.addFunctionImport(fn.name, FIRST, ids.get(fn.name), fn.params, fn.results);
  }
  const globals = new Map();
  for (const { name, type, mutable } of globalsOf(module).filter(({ mutable }) => mutable)) {
    globals.set(name, `@${globals.size}`);
    module.removeGlobal(name);
    module.addGlobalImport(name, FIRST, globals.get(name), type, mutable);
  }
  module.removeElementSegment(table.segment);
  lengthen(module, table, places);
  fill(module, table, places);
  tablesOf(module).forEach(({ name }, index) => module.addTableImport(name, FIRST, tableExport(index)));
  setData(module, data);
  module.addMemoryImport('0', FIRST, MEMORY);
  sweep(module);
  const imported = new Set(functionsOf(module).filter(isImported).map(({ name }) => name));
  return { module, wanted: { functions: [...ids].filter(([name]) => imported.has(name)), globals: [...globals] } };
}

/** Writes the functions of `places` into the table: neighbours in one segment. */
function fill(module, table, places) {
  const entries = [...places].flatMap(([name, slots]) => slots.map((slot) => ({ name, slot }))).sort((a, b) => a.slot - b.slot);
  const runs = [];
  for (const { name, slot } of entries) {
    const last = runs.at(-1);
    if (last && last.start + last.names.length === slot) last.names.push(name);
    else runs.push({ start: slot, names: [name] });
  }
  runs.forEach(({ start, names }, index) =>
    module.addActiveElementSegment(table.name, `later_${index}`, names, module.i32.const(start)));
}

/**
 * Splits `bytes`. A function whose name `isLater` accepts moves, and so does every function that only such functions use.
 * `loader` is the export of a function that fetches and instantiates the later module; `linked` is the module as the
 * linker left it, which tells what its constants are.
 */
export function split(bytes, linked, isLater, loader) {
  const whole = binaryen.readBinary(bytes);
  const functions = functionsOf(whole);
  const asked = new Set(functions.filter((fn) => !isImported(fn) && isLater(fn.name)).map(({ name }) => name));
  const nothing = { functions: [], globals: [] };

  const draft = makeFirst(bytes, asked, nothing, loader);
  const left = namesOf(functionsOf(draft));
  const moved = new Set([...asked].filter((name) => left.has(name)));
  const kept = new Set(functions.filter((fn) => isImported(fn) || (left.has(fn.name) && !asked.has(fn.name))).map(({ name }) => name));
  setData(draft, []);
  const constants = constantsOfLater(linked, draft);

  const later = makeLater(bytes, kept, placesFor(moved, tableOf(whole)), withConstants(constants));
  const first = makeFirst(bytes, moved, later.wanted, loader);
  setData(first, withoutConstants(dataSegmentsOf(bytes), constants));
  return { first: first.emitBinary(), later: later.module.emitBinary() };
}
