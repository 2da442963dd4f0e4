// One of the threads of the laboratory: does the tasks that it is sent, one after the other.
import { parentPort, workerData } from 'node:worker_threads';
import sharp from 'sharp';
import { loadPhones, sit } from './sitting.ts';
import { scenesOf, type Task } from './task.ts';

// Each worker has a core; more threads in each would only wait for one another.
sharp.concurrency(1);
const phones = await loadPhones(String(workerData));
parentPort?.on('message', async (task: Task) => {
  parentPort?.postMessage(await sit(phones, scenesOf(task)));
});
