package dev.quiver.storage.fragment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.ForwardingStore;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.file.FileSink;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FragmentWriterTest {
  private static final TablePaths PATHS = new TablePaths(new UUID(0, 1));
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field(0, "id", SimpleType.INTEGER, true),
              new Field(1, "v", VectorType.ofFloats(2), true),
              new Field(2, "b", SimpleType.BLOB, true)),
          List.of(),
          3);

  private final MemoryFileStore files = new MemoryFileStore("test");

  @Test
  void leavesNothingWhenAFileBehindAnotherFails() {
    for (int failing = 1; failing <= 3; failing++) {
      FragmentWriter writer = writer(new FailingStore(files, failing));
      try (writer) {
        assertThatThrownBy(writer::finish)
            .isInstanceOf(QuiverException.class)
            .hasMessageContaining("file " + failing + " fails");
      }
      assertThat(written()).isEmpty();
    }
  }

  @Test
  void keepsWhatIsComplete() {
    FragmentWriter writer = writer(files);
    try (writer) {
      assertThat(writer.finish().rows()).isEqualTo(1);
    }
    assertThat(written()).hasSize(3);
  }

  @Test
  void aSmallFragmentIsOneFile() {
    try (FragmentWriter writer = writer(files, new FragmentShape(1_024, true))) {
      assertThat(writer.finish().files())
          .singleElement()
          .satisfies(file -> assertThat(file.fieldIds()).containsExactly(0, 1, 2));
    }
    assertThat(written()).hasSize(1);
  }

  private List<String> written() {
    return files.list(TablePaths.directoryOf(PATHS.data(new UUID(0, 2))));
  }

  private static FragmentWriter writer(FileStore store) {
    return writer(store, new FragmentShape(1_024, false));
  }

  private static FragmentWriter writer(FileStore store, FragmentShape shape) {
    FragmentWriter writer = new FragmentWriter(store, PATHS, SCHEMA, UUID::randomUUID, shape);
    ColumnBuilder id = ColumnBuilder.of(SimpleType.INTEGER);
    id.append(1);
    ColumnBuilder vector = ColumnBuilder.of(VectorType.ofFloats(2));
    vector.append(new float[] {1, 2});
    ColumnBuilder blob = ColumnBuilder.of(SimpleType.BLOB);
    blob.append(new byte[] {1});
    writer.append(new DenseBatch(1, List.of(id.build(), vector.build(), blob.build())));
    return writer;
  }

  /** A store of which one file, counted from 1, cannot be completed. */
  private static final class FailingStore extends ForwardingStore {
    private final int failing;
    private int finished;

    FailingStore(FileStore store, int failing) {
      super(store);
      this.failing = failing;
    }

    @Override
    public FileSink create(String path) {
      FileSink sink = super.create(path);
      return new FileSink() {
        @Override
        public void write(ByteBuffer bytes) {
          sink.write(bytes);
        }

        @Override
        public void finish() {
          if (++finished == failing) {
            throw new QuiverException(ErrorCode.IO_FAILURE, path, "file " + failing + " fails");
          }
          sink.finish();
        }

        @Override
        public void close() {
          sink.close();
        }
      };
    }
  }
}
