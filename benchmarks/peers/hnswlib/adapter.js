// hnswlib (C++); its filter is a callback.
module.exports = ({ load, directory, dimension, K }) => {
  const { HierarchicalNSW } = load('hnswlib-node');
  const index = new HierarchicalNSW('l2', dimension);
  let columns;
  return {
    remark: 'm 16, ef_construction 200',
    efforts: [10, 20, 40, 60, 80, 120, 160, 200, 280, 400, 600],
    filters: true,
    async build(rows, _, measure) {
      const measured = await measure(() => {
        index.initIndex(rows.count, 16, 200, 100);
        for (let i = 0; i < rows.count; i++) index.addPoint(Array.from(rows.row(i)), i);
      });
      index.writeIndexSync(`${directory}/index`);
      return measured;
    },
    async open(given) {
      columns = given;
      index.readIndexSync(`${directory}/index`);
    },
    query: (vector) => Array.from(vector),
    async search(effort, column, bound) {
      index.setEf(Number(effort));
      const values = columns[column];
      const keep = column ? (label) => values[label] < bound : undefined;
      return (query) => index.searchKnn(query, K, keep);
    },
    pairs: ({ neighbors, distances }) => {
      const pairs = neighbors.map((id, i) => [id, Math.sqrt(Math.max(0, distances[i]))]);
      return pairs.sort((a, b) => a[1] - b[1]);
    },
  };
};
