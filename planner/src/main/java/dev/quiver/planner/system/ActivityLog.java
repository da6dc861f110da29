package dev.quiver.planner.system;

import dev.quiver.storage.JobStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What runs in one open database at this moment. Safe for any number of threads. */
public final class ActivityLog {
  private final AtomicLong lastId = new AtomicLong();
  private final Map<Long, RunningStatement> statements = new ConcurrentHashMap<>();
  private final Set<Job> jobs = ConcurrentHashMap.newKeySet();

  /** A number that was not given out before. */
  public long nextId() {
    return lastId.incrementAndGet();
  }

  /** Notes that a statement starts; returns what {@link #ended} wants. */
  public long started(long sessionId, String user, String sql) {
    long id = nextId();
    statements.put(id, new RunningStatement(id, sessionId, user, sql, Instant.now()));
    return id;
  }

  public void ended(long id) {
    statements.remove(id);
  }

  /** Starts a job; the caller closes it. */
  public Job start(String what, String phase, long total) {
    Job job = new Job(this, what, phase, total);
    jobs.add(job);
    return job;
  }

  void remove(Job job) {
    jobs.remove(job);
  }

  public Collection<JobStatus> jobs() {
    return jobs.stream().map(Job::status).toList();
  }

  public Collection<RunningStatement> statements() {
    return List.copyOf(statements.values());
  }
}
