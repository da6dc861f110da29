// usearch (C++), which has no conditions in Node. What is looked at is fixed when an index is opened.
module.exports = ({ load, directory, dimension, K }) => {
  const usearch = load('usearch');
  const make = (effort) => new usearch.Index({
    metric: 'l2sq', quantization: 'f32', dimensions: dimension, connectivity: 16, expansion_add: 200, expansion_search: effort,
  });
  const opened = new Map();
  return {
    remark: 'connectivity 16, expansion_add 200, f32',
    efforts: [10, 20, 40, 60, 80, 120, 160, 200, 280, 400, 600],
    filters: false,
    async build(rows, _, measure) {
      const index = make(64);
      const measured = await measure(() => {
        for (let i = 0; i < rows.count; i++) index.add(BigInt(i), rows.row(i), 1);
      });
      index.save(`${directory}/index`);
      return measured;
    },
    async open() {},
    query: (vector) => vector,
    async search(effort) {
      if (!opened.has(effort)) {
        const index = make(Number(effort));
        index.view(`${directory}/index`);
        opened.set(effort, index);
      }
      const index = opened.get(effort);
      return (query) => index.search(query, K, 1);
    },
    pairs: ({ keys, distances }) => Array.from(keys, (key, i) => [key, Math.sqrt(Math.max(0, distances[i]))]),
  };
};
