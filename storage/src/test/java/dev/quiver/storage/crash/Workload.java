package dev.quiver.storage.crash;

import static dev.quiver.storage.Rows.DOCS;
import static dev.quiver.storage.Rows.DOCS_SCHEMA;
import static dev.quiver.storage.Rows.NOTES;
import static dev.quiver.storage.Rows.NOTES_SCHEMA;
import static dev.quiver.storage.Rows.appendDocs;
import static dev.quiver.storage.Rows.appendNotes;
import static dev.quiver.storage.Rows.delete;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.Database;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.file.SimulatedProcess.Conditions;
import java.util.Random;

/** What is done to a database while it is recorded, from an empty disk or from a settled state. */
enum Workload {
  /** The database and its first table. */
  CREATE {
    @Override
    Script makeBase() {
      return nothing();
    }

    @Override
    void work(Script script) {
      create(script.open());
    }
  },
  APPEND {
    @Override
    void work(Script script) {
      script.open();
      for (int i = 10; i < 13; i++) {
        long id = i;
        script.commit(t -> appendDocs(t, id), c -> c.addDocs(id));
      }
    }
  },
  /** Files of several sectors. */
  APPEND_LARGE {
    @Override
    void work(Script script) {
      String large = "0123456789abcdef".repeat(200);
      script
          .open()
          .commit(t -> appendNotes(t, large + "1"), c -> c.addNotes(large + "1"))
          .commit(t -> appendNotes(t, large + "2", "s"), c -> c.addNotes(large + "2", "s"));
    }
  },
  DELETE {
    @Override
    void work(Script script) {
      script
          .open()
          .commit(t -> delete(t, DOCS, 1L), c -> c.removeDocs(1))
          .commit(t -> delete(t, DOCS, 2L, 3L), c -> c.removeDocs(2, 3));
    }
  },
  UPDATE {
    @Override
    void work(Script script) {
      script
          .open()
          .commit(t -> replace(t, 1, 21), c -> replace(c, 1, 21))
          .commit(t -> replace(t, 21, 1), c -> replace(c, 21, 1));
    }
  },
  MULTI_TABLE {
    @Override
    void work(Script script) {
      script
          .open()
          .commit(
              t -> {
                appendDocs(t, 31, 32);
                appendNotes(t, "x");
                delete(t, DOCS, 1L);
              },
              c -> {
                c.addDocs(31, 32);
                c.addNotes("x");
                c.removeDocs(1);
              });
    }
  },
  RESTORE {
    @Override
    void work(Script script) {
      script
          .open()
          .commit(t -> delete(t, DOCS, 1L), c -> c.removeDocs(1))
          .commit(
              t -> {
                t.restore(DOCS, new VersionPoint.Version(1));
                appendDocs(t, 7);
              },
              c -> c.addDocs(1, 7));
    }
  },
  TAG {
    @Override
    void work(Script script) {
      script
          .open()
          .commit(t -> t.createTag("a"), c -> c.tag("a", 1))
          .commit(
              t -> {
                appendDocs(t, 4);
                t.createTag("b");
              },
              (c, number) -> {
                c.addDocs(4);
                c.tag("b", number);
              })
          .commit(t -> t.dropTag("a"), c -> c.dropTag("a"));
    }
  },
  TRUNCATE_AND_DROP {
    @Override
    void work(Script script) {
      script
          .open()
          .commit(t -> t.truncate(DOCS), c -> c.clear(DOCS))
          .commit(t -> t.dropTable(NOTES), c -> c.drop(NOTES))
          .commit(t -> t.dropTable(DOCS), c -> c.drop(DOCS));
    }
  },
  REPLACE_TABLE {
    @Override
    void work(Script script) {
      script
          .open()
          .commit(
              t -> {
                t.dropTable(DOCS);
                t.createTable(DOCS, DOCS_SCHEMA);
                appendDocs(t, 9);
              },
              c -> {
                c.create(DOCS);
                c.addDocs(9);
              });
    }
  },
  /**
   * A table gives way to one of other columns and keys that takes its rows over, and comes back.
   */
  SCHEMA_CHANGE {
    @Override
    void work(Script script) {
      script
          .open()
          .commit(Retitled::change, Retitled::change)
          .commit(t -> Retitled.append(t, 4), c -> Retitled.append(c, 4))
          .commit(
              t -> t.restoreDatabase(new VersionPoint.Version(1)),
              c -> {
                c.create(DOCS);
                c.addDocs(1, 2, 3);
              });
    }
  },
  /** Transactions that come to nothing, around one that does not. */
  ROLLBACK {
    @Override
    void work(Script script) {
      script.open();
      try (Transaction t = script.database().begin()) {
        appendDocs(t, 50, 51);
        delete(t, DOCS, 1L);
      }
      script.commit(
          t -> {
            appendDocs(t, 8);
            Transaction.Savepoint savepoint = t.savepoint();
            appendNotes(t, "gone");
            t.rollbackTo(savepoint);
          },
          c -> c.addDocs(8));
    }
  },
  /** Enough versions and fragments for groups, and for groups of groups. */
  SPILL {
    @Override
    Script makeBase() {
      Script script = created();
      for (int i = 0; i < 77; i++) {
        String note = "n" + i;
        script.commit(t -> appendNotes(t, note), c -> c.addNotes(note));
      }
      return script;
    }

    @Override
    void work(Script script) {
      script
          .open()
          .commit(t -> appendNotes(t, "o"), c -> c.addNotes("o"))
          .commit(t -> appendNotes(t, "p"), c -> c.addNotes("p"))
          .commit(t -> appendNotes(t, "q"), c -> c.addNotes("q"));
    }
  },
  /** Small fragments, some with deleted rows, become one. */
  COMPACTION {
    @Override
    Script makeBase() {
      Script script = created();
      for (int i = 0; i < 6; i++) {
        long id = 10 + i;
        script.commit(t -> appendDocs(t, id), c -> c.addDocs(id));
      }
      script.commit(t -> delete(t, DOCS, 2L, 12L), c -> c.removeDocs(2, 12));
      return script;
    }

    @Override
    void work(Script script) {
      script
          .open()
          .maintain(database -> database.optimize(DOCS, Progress.NONE))
          .commit(t -> delete(t, DOCS, 13L), c -> c.removeDocs(13));
    }
  },
  /** An index is made over rows some of which are deleted, is used by more rows, and dropped. */
  INDEX {
    @Override
    Script makeBase() {
      return created().commit(t -> delete(t, DOCS, 2L), c -> c.removeDocs(2));
    }

    @Override
    void work(Script script) {
      index(script.open(), IndexMethod.IVF_RQ);
      script
          .commit(t -> appendDocs(t, 4, 5), c -> c.addDocs(4, 5))
          .maintain(database -> database.optimize(DOCS, Progress.NONE))
          .commit(t -> t.dropIndex(DOCS, "idx"), c -> {});
    }
  },
  /** Graphs are made over fragments, and over what these become. */
  GRAPHS {
    @Override
    Script makeBase() {
      return created().commit(t -> delete(t, DOCS, 2L), c -> c.removeDocs(2));
    }

    @Override
    void work(Script script) {
      index(script.open(), IndexMethod.HNSW);
      script
          .commit(t -> appendDocs(t, 4, 5), c -> c.addDocs(4, 5))
          .maintain(database -> database.optimize(DOCS, Progress.NONE));
    }
  },
  /** Codes by words of a codebook, for fragments and for what these become. */
  CODEBOOKS {
    @Override
    Script makeBase() {
      return created().commit(t -> delete(t, DOCS, 2L), c -> c.removeDocs(2));
    }

    @Override
    void work(Script script) {
      index(script.open(), IndexMethod.IVF_PQ);
      script
          .commit(t -> appendDocs(t, 4, 5), c -> c.addDocs(4, 5))
          .maintain(database -> database.optimize(DOCS, Progress.NONE));
    }
  },
  /** Fragments with posting lists, and without, become one; the index is trained anew. */
  INDEXED_COMPACTION {
    @Override
    Script makeBase() {
      Script script = created();
      index(script, IndexMethod.IVF_RQ);
      for (int i = 0; i < 6; i++) {
        long id = 10 + i;
        script.commit(t -> appendDocs(t, id), c -> c.addDocs(id));
      }
      return script.commit(t -> delete(t, DOCS, 2L, 12L), c -> c.removeDocs(2, 12));
    }

    @Override
    void work(Script script) {
      script.open().maintain(database -> database.optimize(DOCS, Progress.NONE));
      script.commit(
          t -> appendDocs(t, 30, 31, 32, 33, 34, 35, 36),
          c -> c.addDocs(30, 31, 32, 33, 34, 35, 36));
      script
          .maintain(database -> database.optimize(DOCS, Progress.NONE))
          .vacuum()
          .commit(t -> delete(t, DOCS, 13L), c -> c.removeDocs(13));
    }
  },
  /** Old versions are given up, and the files go that nothing needs, but for those of a tag. */
  VACUUM {
    @Override
    Script makeBase() {
      Script script = created();
      script
          .commit(t -> delete(t, DOCS, 2L), c -> c.removeDocs(2))
          .commit(t -> t.createTag("a"), c -> c.tag("a", 2));
      for (int i = 0; i < 6; i++) {
        long id = 10 + i;
        script.commit(t -> appendDocs(t, id), c -> c.addDocs(id));
      }
      return script.commit(t -> delete(t, DOCS, 12L), c -> c.removeDocs(12));
    }

    @Override
    void work(Script script) {
      script
          .open()
          .maintain(database -> database.optimize(DOCS, Progress.NONE))
          .vacuum()
          .commit(t -> appendDocs(t, 20), c -> c.addDocs(20))
          .commit(t -> t.dropTag("a"), c -> c.dropTag("a"))
          .vacuum()
          .commit(t -> t.dropTable(DOCS), c -> c.drop(DOCS))
          .vacuum();
    }
  },
  /** A file system without hard links. */
  NO_LINKS {
    @Override
    Script makeBase() {
      return nothing();
    }

    @Override
    Script begin(Conditions conditions) {
      return super.begin(new WithoutLinks(conditions));
    }

    @Override
    void work(Script script) {
      create(script.open());
      script.commit(t -> appendDocs(t, 5), c -> c.addDocs(5));
    }
  },
  /** Two processes append and delete at once, each operation of the disk by turns at random. */
  TWO_WRITERS {
    @Override
    void work(Script script) {
      new Race(script, new Random(1), 2).run(40);
      new Race(script, new Random(2), 25).run(50);
    }
  },
  /** Two processes make one database at once. */
  TWO_CREATORS {
    @Override
    Script makeBase() {
      return nothing();
    }

    @Override
    void work(Script script) {
      new Race(script, new Random(5), 3).runFromNothing();
    }
  },
  /** A process is killed at many points of a commit; the next one goes on where it was. */
  KILLED {
    @Override
    Script makeBase() {
      return nothing();
    }

    @Override
    void work(Script script) {
      for (int life = 1; life < 60; life += 4) {
        Killed.live(script, life);
      }
      script.open();
    }
  };

  private Script base;

  /** What is durable when it begins: two tables, unless it says otherwise. */
  Script makeBase() {
    return created();
  }

  /** An empty disk. */
  private static Script nothing() {
    return new Script(new Conditions() {});
  }

  private static Script created() {
    Script script = nothing().open();
    create(script);
    return script;
  }

  synchronized Script begin(Conditions conditions) {
    if (base == null) {
      base = makeBase();
    }
    return base.disk().operations().isEmpty() ? new Script(conditions) : base.continued(conditions);
  }

  abstract void work(Script script);

  Script run(Conditions conditions) {
    Script script = begin(conditions);
    work(script);
    return script;
  }

  private static void create(Script script) {
    script.commit(
        t -> {
          t.createTable(DOCS, DOCS_SCHEMA);
          appendDocs(t, 1, 2, 3);
          t.createTable(NOTES, NOTES_SCHEMA);
          appendNotes(t, "a");
        },
        c -> {
          c.create(DOCS);
          c.addDocs(1, 2, 3);
          c.create(NOTES);
          c.addNotes("a");
        });
  }

  private static void index(Script script, IndexMethod method) {
    IndexDefinition definition = new IndexDefinition("idx", 2, method, Metric.L2, 2);
    script.commit(t -> t.createIndex(DOCS, definition, Progress.NONE), c -> {});
  }

  private static void replace(Transaction t, long before, long after) {
    delete(t, DOCS, before);
    appendDocs(t, after);
  }

  private static void replace(Contents c, long before, long after) {
    c.removeDocs(before);
    c.addDocs(after);
  }

  /** The work of one of two writers. */
  static void append(Script script, Database database, long id) {
    script.commit(database, t -> appendDocs(t, id), (c, number) -> c.addDocs(id));
  }
}
