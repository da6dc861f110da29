// hnswlib (C++) with m = 16 and ef_construction = 200, as NodePeer calls it: node hnswlib.js build|run directory dimension below
const fs = require('fs');
const { HierarchicalNSW } = require('hnswlib-node');

const [task, directory, dimensionText, belowText] = process.argv.slice(2);
const dimension = Number(dimensionText);
const below = Number(belowText);
const K = 10;
const TIMES = 3;
const ENOUGH_NANOS = 3e9;
const ALL = 2147483647;

function read(name, Type) {
  const bytes = fs.readFileSync(`${directory}/${name}`);
  return new Type(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

function vectors(name) {
  const values = read(name, Float32Array);
  const rows = [];
  for (let i = 0; i < values.length; i += dimension) rows.push(Array.from(values.subarray(i, i + dimension)));
  return rows;
}

const file = `${directory}/hnswlib.index`;
const index = new HierarchicalNSW('l2', dimension);
if (task === 'build') {
  const rows = vectors('rows.f32');
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  index.initIndex(rows.length, 16, 200, 100);
  rows.forEach((row, i) => index.addPoint(row, i));
  const used = process.cpuUsage(cpu);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  index.writeIndexSync(file);
  console.log(`build\t${seconds}\t${(used.user + used.system) / 1e6}\tm 16, ef_construction 200`);
} else {
  index.readIndexSync(file);
  const queries = vectors('queries.f32');
  const values = read('values.i32', Int32Array);
  const answers = read('truth.i32', Int32Array);
  const wanted = answers.length / queries.length;
  const keep = below < ALL ? (label) => values[label] < below : undefined;
  for (const ef of [20, 40, 80, 120, 200, 320]) {
    index.setEf(ef);
    let best = Infinity, spent = 0, hits = 0, least = K;
    for (let time = 0; time < TIMES && spent < ENOUGH_NANOS; time++) {
      const start = process.hrtime.bigint();
      const found = queries.map((query) => index.searchKnn(query, K, keep).neighbors);
      const taken = Number(process.hrtime.bigint() - start);
      best = Math.min(best, taken);
      spent += taken;
      hits = 0;
      found.forEach((ids, q) => {
        const right = new Set(answers.subarray(q * wanted, (q + 1) * wanted));
        hits += ids.filter((id) => right.has(id)).length;
        least = Math.min(least, ids.length);
      });
    }
    const recall = hits / answers.length;
    console.log(`run\tef ${ef}\t${recall}\t${queries.length * 1e9 / best}\t${least}`);
    if (recall > 0.995) break;
  }
}
