package dev.quiver.storage.vacuum;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.commit.CommitLog;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.manifest.Manifests;
import java.util.function.Function;

/**
 * Says of a file that something led to and that is not there whether it was vacuumed under a reader
 * that took too long, or is lost, or gone with the whole database.
 */
public record MissingFiles(FileStore store, CommitLog log)
    implements Function<String, QuiverException> {

  @Override
  public QuiverException apply(String path) {
    log.checkStillThere();
    String name = store.name() + "/" + path;
    LiveFiles live = new LiveFiles(log, new Manifests(store, Vacuum::missing));
    try {
      live.addAll(log.latest(), true);
    } catch (QuiverException alsoDamaged) {
      return Envelope.corrupt(name, "the file is missing");
    }
    return live.contains(path)
        ? Envelope.corrupt(name, "the file is missing")
        : new QuiverException(ErrorCode.SNAPSHOT_EXPIRED, name);
  }
}
