/** Ten numbers for whoever looks after the relay (Prometheus text). No account, no address, no document name. */
import { Counter, Gauge, Histogram, Registry } from "prom-client";

export interface Metrics {
  entry(verdict: string): void;
  /** Milliseconds from the queue to the answer. */
  accepted(ms: number): void;
  commit(ms: number): void;
  request(status: number): void;
  statement(verdict: "stored" | "dropped", count: number): void;
  text(): Promise<string>;
}

/** What the gauges read when somebody asks. */
export interface Gauges {
  logSize(): number;
  sockets(): number;
  rooms(): number;
  streams(): number;
  posts(): number;
}

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5];

/** An own registry each: several relays run in one test process. */
export function createMetrics(gauges: Gauges): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const entries = new Counter({
    name: "yizhan_entries_total",
    help: "Ledger entries by verdict",
    labelNames: ["verdict"],
    registers,
  });
  const accept = new Histogram({
    name: "yizhan_accept_seconds",
    help: "From the queue to the receipt",
    buckets: SECONDS,
    registers,
  });
  const commit = new Histogram({
    name: "yizhan_commit_seconds",
    help: "One commit of the journal",
    buckets: SECONDS,
    registers,
  });
  const requests = new Counter({
    name: "yizhan_requests_total",
    help: "HTTP answers by status",
    labelNames: ["status"],
    registers,
  });
  const statements = new Counter({
    name: "yizhan_statements_total",
    help: "Board statements by verdict",
    labelNames: ["verdict"],
    registers,
  });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge("yizhan_log_leaves", "Leaves of the log", gauges.logSize);
  gauge("yizhan_sockets", "Open sockets", gauges.sockets);
  gauge("yizhan_rooms", "Documents in memory", gauges.rooms);
  gauge("yizhan_event_streams", "Open event streams", gauges.streams);
  gauge("yizhan_posts", "Sealed posts waiting", gauges.posts);
  return {
    entry: (verdict) => entries.inc({ verdict }),
    accepted: (ms) => accept.observe(ms / 1000),
    commit: (ms) => commit.observe(ms / 1000),
    request: (status) => requests.inc({ status: String(status) }),
    statement: (verdict, count) => statements.inc({ verdict }, count),
    text: () => registry.metrics(),
  };
}
