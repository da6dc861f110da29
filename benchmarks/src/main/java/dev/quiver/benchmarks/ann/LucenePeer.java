package dev.quiver.benchmarks.ann;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** Lucene's HNSW with m = 16 and a beam of 200, merged into one segment. */
final class LucenePeer implements Peer {
  private static final int M = 16;
  private static final int BEAM = 200;

  private final SearchSet set;
  private final Directory directory;

  LucenePeer(SearchSet set, Path directory) throws IOException {
    this.set = set;
    this.directory = FSDirectory.open(directory.resolve("lucene"));
  }

  @Override
  public String name() {
    return "Lucene HNSW";
  }

  @Override
  public Build build() throws Exception {
    return Runs.built(
        () -> {
          IndexWriterConfig config = new IndexWriterConfig();
          config.setRAMBufferSizeMB(1_900);
          config.setCodec(
              new Lucene912Codec() {
                @Override
                public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                  return new Lucene99HnswVectorsFormat(M, BEAM);
                }
              });
          try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (int i = 0; i < set.rows().length; i++) {
              Document document = new Document();
              document.add(new StoredField("id", i));
              document.add(new IntPoint("part", set.parts()[i]));
              document.add(new IntPoint("half", set.halves()[i]));
              document.add(
                  new KnnFloatVectorField("v", set.rows()[i], VectorSimilarityFunction.EUCLIDEAN));
              writer.addDocument(document);
            }
            writer.forceMerge(1);
          }
        });
  }

  /** The efforts are numbers of rows searched for, of which the nearest are taken. */
  @Override
  public List<Run> search(Filter filter, int[][] truth) throws Exception {
    Query where =
        filter.keepsAll()
            ? null
            : IntPoint.newRangeQuery(filter.column().sqlName(), 0, filter.below() - 1);
    List<Run> runs = new ArrayList<>();
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      for (int effort : new int[] {10, 20, 40, 80, 120, 200, 320}) {
        runs.add(
            Runs.of(
                "k " + effort, filter, truth, q -> ids(searcher, set.queries()[q], effort, where)));
      }
    }
    return runs;
  }

  private static int[] ids(IndexSearcher searcher, float[] query, int effort, @Nullable Query where)
      throws IOException {
    ScoreDoc[] found =
        searcher.search(new KnnFloatVectorQuery("v", query, effort, where), SearchSet.K).scoreDocs;
    StoredFields fields = searcher.storedFields();
    int[] ids = new int[found.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = fields.document(found[i].doc).getField("id").numericValue().intValue();
    }
    return ids;
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }
}
