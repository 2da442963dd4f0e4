import type { ToWorker } from '#contract/worker.ts';

/** A worker that does not answer must not keep a person from leaving. */
const timeoutMs = 500;

/** The worker's answer to a message; null when there is no worker, or it does not answer in time. */
export function askWorker(message: ToWorker): Promise<unknown> {
  // Missing without HTTPS.
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return Promise.resolve(null);
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.addEventListener('message', ({ data }) => resolve(data));
    port1.start();
    setTimeout(resolve, timeoutMs, null);
    worker.postMessage(message, [port2]);
  });
}
