package dev.quiver.benchmarks.ann;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/** Lucene's HNSW, merged into one segment. */
final class LucenePeer implements Peer {
  private static final int M = 16;
  private static final int BEAM = 200;

  /** How many rows are searched for, of which the nearest are taken. */
  private static final List<String> EFFORTS =
      List.of("10", "20", "40", "60", "80", "120", "160", "200", "280", "400", "600");

  @Override
  public String name() {
    return "Lucene HNSW";
  }

  @Override
  public String key() {
    return "lucene-m" + M + "-beam" + BEAM;
  }

  @Override
  public String build(SearchSet set, Path directory, Meter meter) throws Exception {
    IndexWriterConfig config = new IndexWriterConfig();
    config.setRAMBufferSizeMB(1_900);
    config.setCodec(
        new Lucene912Codec() {
          @Override
          public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return new Lucene99HnswVectorsFormat(M, BEAM);
          }
        });
    meter.measure(
        () -> {
          try (Directory files = FSDirectory.open(directory);
              IndexWriter writer = new IndexWriter(files, config)) {
            for (int i = 0; i < set.rows().length; i++) {
              writer.addDocument(document(set, i));
            }
            writer.forceMerge(1);
          }
        });
    return "m " + M + ", beam " + BEAM;
  }

  private static Document document(SearchSet set, int row) {
    Document document = new Document();
    document.add(new StoredField("id", row));
    document.add(new IntPoint("part", set.parts()[row]));
    document.add(new IntPoint("half", set.halves()[row]));
    document.add(new KnnFloatVectorField("v", set.rows()[row], VectorSimilarityFunction.EUCLIDEAN));
    return document;
  }

  @Override
  public Index open(SearchSet set, Path directory) throws IOException {
    Directory files = FSDirectory.open(directory);
    DirectoryReader reader = DirectoryReader.open(files);
    IndexSearcher searcher = new IndexSearcher(reader);
    return new InProcess(set, EFFORTS) {
      @Override
      Search prepare(String effort, Filter filter) {
        Query where =
            filter.keepsAll()
                ? null
                : IntPoint.newRangeQuery(filter.column(), 0, filter.below() - 1);
        return (query, found) -> ask(searcher, query, Integer.parseInt(effort), where, found);
      }

      @Override
      public void close() throws IOException {
        reader.close();
        files.close();
      }
    };
  }

  private static void ask(
      IndexSearcher searcher,
      float[] query,
      int effort,
      @Nullable Query where,
      InProcess.Found found)
      throws IOException {
    StoredFields fields = searcher.storedFields();
    ScoreDoc[] nearest =
        searcher.search(new KnnFloatVectorQuery("v", query, effort, where), SearchSet.K).scoreDocs;
    for (ScoreDoc row : nearest) {
      int id = fields.document(row.doc).getField("id").numericValue().intValue();
      found.add(id, Math.sqrt(Math.max(0, 1.0 / row.score - 1)));
    }
  }
}
