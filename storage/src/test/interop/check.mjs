// Prints every value of an Arrow file as lines "column row value", spelled as ValueText.java does.
// Usage: node check.mjs FILE OUTPUT      (after npm ci in this directory)
import { readFileSync, writeFileSync } from 'node:fs';
import { tableFromIPC, DataType } from 'apache-arrow';

const hex = (bytes) => Buffer.from(bytes).toString('hex');
const scratch = new DataView(new ArrayBuffer(8));

function floatBits(value, bits) {
  if (bits === 32) {
    scratch.setFloat32(0, value);
    return 'f' + scratch.getUint32(0).toString(16).padStart(8, '0');
  }
  scratch.setFloat64(0, value);
  return 'd' + scratch.getBigUint64(0).toString(16).padStart(16, '0');
}

function decimal(words, scale) {
  let unscaled = 0n;
  for (let i = words.length - 1; i >= 0; i--) unscaled = (unscaled << 32n) | BigInt(words[i] >>> 0);
  unscaled = BigInt.asIntN(32 * words.length, unscaled);
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const cut = digits.length - scale;
  const text = scale === 0 ? digits : digits.slice(0, cut) + '.' + digits.slice(cut);
  return (unscaled < 0n ? '-' : '') + text;
}

function text(type, vector, row) {
  const value = vector.get(row);
  if (value === null) return 'null';
  if (DataType.isFloat(type)) return floatBits(value, type.precision === 1 ? 32 : 64);
  if (DataType.isDecimal(type)) return decimal(value, type.scale);
  if (DataType.isBinary(type) || DataType.isLargeBinary(type) || DataType.isFixedSizeBinary(type)) return hex(value);
  if (DataType.isDate(type)) return String(Math.round(Number(value) / 86400000));
  if (DataType.isTimestamp(type)) return String(stored(vector, row));
  if (DataType.isList(type) || DataType.isFixedSizeList(type)) {
    const items = [];
    for (let i = 0; i < value.length; i++) items.push(text(type.children[0].type, value, i));
    return '[' + items.join('|') + ']';
  }
  return String(value);
}

// get() gives timestamps as milliseconds in a double, which loses digits.
function stored(vector, row) {
  let index = row;
  for (const data of vector.data) {
    if (index < data.length) return data.values[index];
    index -= data.length;
  }
  throw new Error(`row ${row}`);
}

const table = tableFromIPC(readFileSync(process.argv[2]));
const lines = [];
for (const field of table.schema.fields) {
  const vector = table.getChild(field.name);
  for (let row = 0; row < table.numRows; row++) lines.push(`${field.name} ${row} ${text(field.type, vector, row)}`);
}
writeFileSync(process.argv[3], lines.join('\n') + '\n');
