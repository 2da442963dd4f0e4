import type { Server } from 'node:http';
import type { Store } from '#server/storage/db/store.ts';
import type { Meters } from '#server/usecases/ground/meters.ts';
import { commitMeter, measureStore } from './measure-store.ts';
import { metersOf, newRegistry } from './meters.ts';
import { type MetricsAccess, serveMetrics } from './metrics-server.ts';
import { standingOf, type Watched } from './standing.ts';

/** What measures a server, from before its database is opened. */
export interface Metrics {
  readonly meters: Meters;
  readonly committed: (jobs: number) => void;
  measure(store: Store): Store;
  /** Everything as text, as Prometheus reads it. */
  read(): Promise<string>;
  /** Says what is looked up at each reading of the metrics. */
  watch(watched: Watched): void;
  serve(access: MetricsAccess): Promise<Server>;
}

export function makeMetrics(): Metrics {
  const registry = newRegistry();
  let lookUp = async () => {};
  const read = async () => {
    await lookUp();
    return registry.metrics();
  };
  return {
    meters: metersOf(registry),
    committed: commitMeter(registry),
    measure: (store) => measureStore(store, registry),
    read,
    watch: (watched) => {
      lookUp = standingOf(watched, registry);
    },
    serve: (access) => serveMetrics(access, registry.contentType, read),
  };
}
