package dev.quiver.planner.catalog;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.table.Field;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tables that are made up when they are read: the system's, and files. */
public interface VirtualTables {
  /** None at all. */
  VirtualTables NONE =
      new VirtualTables() {
        @Override
        public Set<String> schemas() {
          return Set.of();
        }

        @Override
        public Optional<Table> find(String schema, String table) {
          return Optional.empty();
        }

        @Override
        public Table file(String format, String file) {
          throw new QuiverException(ErrorCode.NOT_SUPPORTED, "READ_" + format);
        }
      };

  /**
   * One such table.
   *
   * @param source what makes the rows: whatever {@code RelOptTable.unwrap} asks for by its class
   * @param fixed whether a plan that reads it holds for ever, in every session
   */
  record Table(String name, List<Field> fields, Object source, boolean fixed) {
    /** One whose columns may change at any time. */
    public Table(String name, List<Field> fields, Object source) {
      this(name, fields, source, false);
    }

    public Table {
      fields = List.copyOf(fields);
    }
  }

  /** The schemas that hold nothing else, in lower case. */
  Set<String> schemas();

  /** A table by its names, without regard to case. */
  Optional<Table> find(String schema, String table);

  /**
   * What READ_format('file') reads.
   *
   * @param format as in the function's name, upper case
   * @throws QuiverException FILE_NOT_FOUND, FILE_FORMAT
   */
  Table file(String format, String file);

  /**
   * What TABLE_CHANGES('table', from, to) reads: the rows by which two versions differ.
   *
   * @throws QuiverException UNKNOWN_TABLE, UNKNOWN_VERSION
   */
  default Table changes(Snapshot snapshot, TableName table, long from, long to) {
    throw new QuiverException(ErrorCode.NOT_SUPPORTED, "TABLE_CHANGES");
  }
}
