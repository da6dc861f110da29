package dev.quiver.storage.move;

import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import dev.quiver.storage.manifest.TablePaths;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds rows again that compactions moved to other fragments, through any number of compactions.
 * For one thread.
 */
public final class MovedRows {
  private record Step(UUID to, Moves.Source source) {}

  /** Rows where they are now. */
  public record Place(UUID fragment, RoaringBitmap rows) {}

  private final FileStore store;
  private final TablePaths paths;
  private final Map<UUID, Step> steps = new HashMap<>();

  /**
   * @param before fragments of a table once, of which rows may be asked for
   * @param now its fragments now
   */
  public MovedRows(
      FileStore store, TablePaths paths, Collection<UUID> before, Collection<UUID> now) {
    this.store = store;
    this.paths = paths;
    Set<UUID> seen = new HashSet<>(now);
    Deque<UUID> toRead = new ArrayDeque<>(now);
    toRead.removeAll(before);
    while (!toRead.isEmpty()) {
      UUID to = toRead.remove();
      for (Moves.Source source : movesTo(to).sources()) {
        if (seen.add(source.fragment())) {
          steps.put(source.fragment(), new Step(to, source));
          if (!before.contains(source.fragment())) {
            toRead.add(source.fragment());
          }
        }
      }
    }
  }

  private Moves movesTo(UUID fragment) {
    String path = paths.moves(fragment);
    byte[] content = store.readIfPresent(path);
    return content == null
        ? new Moves(List.of())
        : Moves.decode(Envelope.open(FileKind.MOVES, store.name() + "/" + path, content));
  }

  /**
   * Where those of some rows are now that were moved; empty if the fragment was not compacted, or
   * if nothing says any more where its rows went.
   */
  public Optional<Place> follow(UUID fragment, RoaringBitmap rows) {
    Step step = steps.get(fragment);
    if (step == null) {
      return Optional.empty();
    }
    Place place = new Place(fragment, rows);
    for (; step != null; step = steps.get(place.fragment)) {
      RoaringBitmap taken = RoaringBitmap.andNot(place.rows, step.source.leftBehind());
      place = new Place(step.to, step.source.moved(taken));
    }
    return Optional.of(place);
  }

  /** Where rows of a fragment that is gone are now; empty if one of them was not moved. */
  public Optional<Place> find(UUID fragment, RoaringBitmap rows) {
    Place place = new Place(fragment, rows);
    Step step = steps.get(fragment);
    if (step == null) {
      return Optional.empty();
    }
    for (; step != null; step = steps.get(place.fragment)) {
      if (RoaringBitmap.intersects(place.rows, step.source.leftBehind())) {
        return Optional.empty();
      }
      place = new Place(step.to, step.source.moved(place.rows));
    }
    return Optional.of(place);
  }
}
