// Debian's Prometheus, with the file that docs/monitoring.md hands out: only ports and places are others.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nobodysPort } from '#server/tests/kit/start/nobodys-port.ts';

const given = join(import.meta.dirname, '../docs/monitoring');

/**
 * Lets Prometheus ask each process once.
 * @param ports of the metrics, in the order of the processes
 * @returns by address of a process: whether it was reached, and its `tillpass_ready`
 */
export async function scrape(
  prometheus: string,
  folder: string,
  ports: readonly [number, number],
): Promise<ReadonlyMap<string, { readonly health: string; readonly ready: string | undefined }>> {
  await mkdir(folder);
  await copyFile(join(given, 'alerts.yml'), join(folder, 'tillpass-alerts.yml'));
  const file = join(folder, 'prometheus.yml');
  const text = await readFile(join(given, 'prometheus.yml'), 'utf8');
  await writeFile(
    file,
    text
      .replace('/etc/prometheus', folder)
      .replace('scrape_interval: 15s', 'scrape_interval: 1s')
      .replace('127.0.0.1:18081', `127.0.0.1:${ports[0]}`)
      .replace('127.0.0.1:18082', `127.0.0.1:${ports[1]}`),
  );
  const port = await nobodysPort();
  const places = [`--config.file=${file}`, `--storage.tsdb.path=${join(folder, 'data')}`];
  const child = spawn(prometheus, [...places, `--web.listen-address=127.0.0.1:${port}`], {
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  try {
    return await asked(`http://127.0.0.1:${port}/api/v1`, () => child.exitCode);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

interface Target {
  readonly scrapeUrl: string;
  readonly health: string;
  readonly labels: { readonly instance: string };
}

async function asked(api: string, ended: () => number | null) {
  for (;;) {
    if (ended() !== null) throw new Error(`Prometheus ended: ${ended()}`);
    const targets = await ask<{ activeTargets: readonly Target[] }>(`${api}/targets`);
    const active = targets?.activeTargets ?? [];
    const known = active.length > 0 && active.every(({ health }) => health !== 'unknown');
    const found = known
      ? await ask<{ result: readonly Sample[] }>(`${api}/query?query=tillpass_ready`)
      : undefined;
    // A target is known before what it said can be asked for.
    const up = active.filter(({ health }) => health === 'up');
    if (found && found.result.length >= up.length) {
      const ready = new Map(found.result.map(({ metric, value }) => [metric.instance, value[1]]));
      return new Map(
        active.map(({ health, labels: { instance } }) => [
          instance,
          { health, ready: ready.get(instance) },
        ]),
      );
    }
    await sleep(100);
  }
}

interface Sample {
  readonly metric: { readonly instance: string };
  readonly value: readonly [number, string];
}

/** @returns undefined: it does not answer yet */
async function ask<Data>(url: string): Promise<Data | undefined> {
  const answer = await fetch(url).catch(() => null);
  if (!answer?.ok) return undefined;
  return ((await answer.json()) as { data: Data }).data; // As Prometheus' API has it.
}
