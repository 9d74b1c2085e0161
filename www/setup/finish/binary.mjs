// The binary format of WebAssembly modules, as far as it has to be read here: sections, and what a linker says of a
// module that it leaves relocatable (https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md).

const CUSTOM = 0;
const DATA = 11;
const SYMBOL_TABLE = 8;
const SEGMENT_INFO = 5;
const DATA_SYMBOL = 1;
const SECTION_SYMBOL = 3;
const UNDEFINED = 0x10;
const NAMED = 0x40;

/** Relocations that have an addend: those of addresses and offsets. */
const WITH_ADDEND = new Set([3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23]);

/** Reads numbers and texts of `bytes` one behind the other. */
class Reader {
  constructor(bytes, at = 0) { this.bytes = bytes; this.at = at; }

  byte() { return this.bytes[this.at++]; }

  /** An unsigned LEB128. */
  number() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  /** A signed LEB128 of at most 32 bits. */
  signed() {
    let value = 0;
    for (let shift = 0; ;) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      shift += 7;
      if (byte < 128) return shift < 32 && byte & 64 ? value | (-1 << shift) : value;
    }
  }

  text() {
    const length = this.number();
    this.at += length;
    return new TextDecoder().decode(this.bytes.subarray(this.at - length, this.at));
  }

  list(read) { return Array.from({ length: this.number() }, () => read()); }
}

/** The sections of a module: `{ id, name, start, body, end }`, where custom ones have a name, and a body behind it. */
function sections(bytes) {
  const reader = new Reader(bytes, 8);
  const found = [];
  while (reader.at < bytes.length) {
    const start = reader.at;
    const id = reader.byte();
    const end = reader.number() + reader.at;
    const first = reader.at;
    const name = id === CUSTOM ? reader.text() : undefined;
    found.push({ id, name, start, first, body: reader.at, end });
    reader.at = end;
  }
  return found;
}

/** The module without its custom sections: what only tools read. */
export function withoutCustomSections(bytes) {
  const parts = sections(bytes).filter(({ id }) => id !== CUSTOM);
  return Buffer.concat([bytes.subarray(0, 8), ...parts.map(({ start, end }) => bytes.subarray(start, end))]);
}

/** Active segments: where each goes in memory, where its bytes are in the section, and the bytes. */
export function dataSegmentsOf(bytes) {
  const { first } = sections(bytes).find(({ id }) => id === DATA);
  const reader = new Reader(bytes, first);
  return reader.list(() => {
    if (reader.number() !== 0) throw new Error('a module with active data segments was expected');
    reader.byte(); // i32.const
    const address = reader.signed();
    reader.byte(); // end
    const length = reader.number();
    const place = reader.at - first;
    reader.at += length;
    return { address, place, bytes: bytes.subarray(reader.at - length, reader.at) };
  });
}

function symbol(reader) {
  const kind = reader.byte();
  const flags = reader.number();
  if (kind === DATA_SYMBOL) {
    const name = reader.text();
    return flags & UNDEFINED ? { name } : { name, segment: reader.number(), offset: reader.number(), size: reader.number() };
  }
  reader.number();
  if (kind !== SECTION_SYMBOL && (!(flags & UNDEFINED) || flags & NAMED)) reader.text();
  return {};
}

/** What the section `linking` says: symbols, and names of data segments. */
function linking(bytes, { body, end }) {
  const reader = new Reader(bytes, body);
  const said = {};
  reader.number(); // version
  while (reader.at < end) {
    const kind = reader.byte();
    const next = reader.number() + reader.at;
    if (kind === SYMBOL_TABLE) said.symbols = reader.list(() => symbol(reader));
    if (kind === SEGMENT_INFO) said.segments = reader.list(() => [reader.text(), reader.number(), reader.number()][0]);
    reader.at = next;
  }
  return said;
}

function relocations(bytes, { body }) {
  const reader = new Reader(bytes, body);
  reader.number(); // of which section
  return reader.list(() => {
    const [kind, place, index] = [reader.byte(), reader.number(), reader.number()];
    return { place, index, addend: WITH_ADDEND.has(kind) ? reader.signed() : undefined };
  }).filter(({ addend }) => addend !== undefined);
}

/**
 * What the linker tells of a module's constants: the segment that holds them, the symbols in it, and what refers to them.
 * `references` are addresses of symbols with what is added to them; those in data say at which offset of the segment.
 */
export function constantsOf(bytes) {
  const all = sections(bytes);
  const section = (id, name) => {
    const found = all.find((one) => one.id === id && one.name === name);
    if (found === undefined) throw new Error(`the linker has left no section ${name ?? id}`);
    return found;
  };
  const { symbols, segments } = linking(bytes, section(CUSTOM, 'linking'));
  const index = segments.indexOf('.rodata');
  const segment = dataSegmentsOf(bytes)[index];
  const known = symbols.map((one) => (one.segment === index ? { ...one, address: segment.address + one.offset } : undefined));
  const references = (name) => relocations(bytes, section(CUSTOM, name))
    .filter((one) => known[one.index] !== undefined)
    .map(({ place, index: target, addend }) => ({ at: place - segment.place, symbol: known[target], addend }));
  return { segment, symbols: known.filter(Boolean), fromCode: references('reloc.CODE'), fromData: references('reloc.DATA') };
}
