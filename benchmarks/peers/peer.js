// What NodePeer talks to: node peer.js LIBRARY VARIANT build|serve SET INDEX DIMENSION, in the directory where LIBRARY is installed.
//
// build writes the index into the directory INDEX and prints: build, seconds, processor seconds, remark (between tabs).
// serve prints: ready, efforts (between commas), whether conditions can be given. Then it answers each line
//   effort, column ('-' for no condition), bound, milliseconds that are enough, positions of queries (between commas)
// with: done, nanoseconds, id:distance (between commas) for each query (between semicolons). Distances are by L2.
const fs = require('fs');
const path = require('path');
const readline = require('readline');

const [library, variant, task, set, directory, dimensionText] = process.argv.slice(2);
const dimension = Number(dimensionText);
const K = 10;
const load = (name) => require(require.resolve(name, { paths: [process.cwd()] }));
const adapter = require(path.join(__dirname, library, 'adapter.js'))({ load, variant, directory, dimension, K });

function read(name, Type) {
  const bytes = fs.readFileSync(path.join(set, name));
  return new Type(bytes.buffer, bytes.byteOffset, bytes.length / Type.BYTES_PER_ELEMENT);
}

// Node reads at most 2 GiB at once.
function rows() {
  const file = fs.openSync(path.join(set, 'rows.f32'));
  const count = fs.fstatSync(file).size / dimension / 4;
  const values = new Float32Array(count * dimension);
  const bytes = new Uint8Array(values.buffer);
  for (let at = 0; at < bytes.length;) at += fs.readSync(file, bytes, at, Math.min(1 << 28, bytes.length - at), at);
  fs.closeSync(file);
  return { count, values, row: (i) => values.subarray(i * dimension, (i + 1) * dimension) };
}

async function build() {
  const columns = { part: read('part.i32', Int32Array), half: read('half.i32', Int32Array) };
  const measured = await adapter.build(rows(), columns, async (work) => {
    const cpu = process.cpuUsage();
    const start = process.hrtime.bigint();
    await work();
    const used = process.cpuUsage(cpu);
    return [Number(process.hrtime.bigint() - start) / 1e9, (used.user + used.system) / 1e6];
  });
  console.log(['build', ...measured, adapter.remark].join('\t'));
}

async function serve() {
  const queries = read('queries.f32', Float32Array);
  const columns = { part: read('part.i32', Int32Array), half: read('half.i32', Int32Array) };
  await adapter.open(columns);
  console.log(['ready', adapter.efforts.join(','), adapter.filters].join('\t'));
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [effort, column, bound, millis, positions] = line.split('\t');
    const asked = positions.split(',').map((q) => adapter.query(queries.slice(q * dimension, (Number(q) + 1) * dimension)));
    const search = await adapter.search(effort, column === '-' ? undefined : column, Number(bound));
    const found = [];
    const start = process.hrtime.bigint();
    const enough = start + BigInt(millis) * 1000000n;
    let now = start;
    for (let i = 0; i < asked.length && now < enough; i++) {
      const given = search(asked[i]);
      found.push(given instanceof Promise ? await given : given);
      now = process.hrtime.bigint();
    }
    const texts = found.map((given) => adapter.pairs(given).map(([id, distance]) => `${id}:${distance}`).join(','));
    console.log(['done', now - start, texts.join(';')].join('\t'));
  }
}

(task === 'build' ? build() : serve()).then(() => process.exit(0), (failure) => {
  console.error(failure);
  process.exit(1);
});
