// Only one process installs or builds in this folder at a time; whoever comes meanwhile waits, and finds it done.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

const lookAgainMs = 200;
/** An installation on a slow line takes ten minutes at most. */
const heldAtMostMs = 30 * 60_000;

/**
 * Runs `work` while no other process holds the lock. One whose process is gone is taken over.
 * @param waiting is called once if somebody else holds it
 */
export function withLock(file, work, waiting = () => {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    if (!told) waiting();
    told = true;
    pause(lookAgainMs);
  }
  // `process.exit` within the work must let go as well.
  const letGo = () => rmSync(file, { force: true });
  process.once('exit', letGo);
  try {
    return work();
  } finally {
    process.removeListener('exit', letGo);
    letGo();
  }
}

function take(file) {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isHeld(file)) rmSync(file, { force: true });
    return false;
  }
}

function isHeld(file) {
  let holder;
  try {
    // Numbers come again, above all in containers: whoever holds it for so long has ended.
    if (Date.now() - statSync(file).mtimeMs > heldAtMostMs) return false;
    holder = readFileSync(file, 'utf8');
  } catch {
    return false;
  }
  // Taken, and its number not yet written.
  if (holder === '') return true;
  // One before us had our number.
  if (Number(holder) === process.pid) return false;
  try {
    process.kill(Number(holder), 0);
    return true;
  } catch (error) {
    // Somebody else's process lives all the same.
    return error.code === 'EPERM';
  }
}

function pause(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
