// LanceDB: an index of the variant's kind; what it finds is compared exactly again (refine_factor).
module.exports = ({ load, variant, directory, dimension, K }) => {
  process.env.LANCE_CPU_THREADS = '1';
  const { connect, Index } = load('@lancedb/lancedb');
  const arrow = load('apache-arrow');
  const kinds = {
    IVF_PQ: (options) => Index.ivfPq({ ...options, numSubVectors: Math.floor(dimension / 4) || 1 }),
    IVF_HNSW_SQ: (options) => Index.hnswSq(options),
    IVF_RQ: (options) => Index.ivfRq(options),
  };
  let table;
  const rowsAsTable = (rows, columns) => {
    const values = arrow.makeVector(rows.values);
    const type = new arrow.FixedSizeList(dimension, new arrow.Field('item', new arrow.Float32(), true));
    const v = arrow.makeData({ type, length: rows.count, nullCount: 0, child: values.data[0] });
    const ids = Int32Array.from({ length: rows.count }, (_, i) => i);
    return new arrow.Table({
      id: arrow.makeVector(ids),
      part: arrow.makeVector(columns.part),
      half: arrow.makeVector(columns.half),
      v: new arrow.Vector([v]),
    });
  };
  return {
    remark: variant === 'IVF_PQ' ? 'a part for four elements, refined' : 'as it chooses, refined',
    efforts: variant === 'IVF_HNSW_SQ'
      ? ['2/50', '4/100', '8/100', '16/100', '16/200', '32/200']
      : ['5/4', '10/5', '20/10', '40/10', '80/20', '160/30'],
    filters: true,
    async build(rows, columns, measure) {
      const db = await connect(directory);
      const items = await db.createTable('items', rowsAsTable(rows, columns));
      return measure(() => items.createIndex('v', { config: kinds[variant]({ distanceType: 'l2' }) }));
    },
    async open() {
      table = await (await connect(directory)).openTable('items');
    },
    query: (vector) => vector,
    async search(effort, column, bound) {
      const [probes, more] = effort.split('/').map(Number);
      return async (query) => {
        let search = table.vectorSearch(query).column('v').distanceType('l2').nprobes(probes).limit(K).select(['id', '_distance']);
        search = variant === 'IVF_HNSW_SQ' ? search.ef(more).refineFactor(2) : search.refineFactor(more);
        if (column) search = search.where(`${column} < ${bound}`);
        return search.toArray();
      };
    },
    pairs: (rows) => Array.from(rows, (row) => [row.id, Math.sqrt(Math.max(0, row._distance))]),
  };
};
