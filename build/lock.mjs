// Only one process at a time installs or builds in this folder. Another one waits, and then finds the work done.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

const lookAgainMs = 200;
/** A lock that is older is taken over: an installation on a slow line takes ten minutes at most. */
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
  // Also on `process.exit` within the work.
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
    // Process numbers are used again, above all in containers. So a lock that is held for so long counts as left
    // behind.
    if (Date.now() - statSync(file).mtimeMs > heldAtMostMs) return false;
    holder = readFileSync(file, 'utf8');
  } catch {
    return false;
  }
  // The other process has taken the lock and not yet written its number.
  if (holder === '') return true;
  // An earlier process with our number has left the lock.
  if (Number(holder) === process.pid) return false;
  try {
    process.kill(Number(holder), 0);
    return true;
  } catch (error) {
    // The process lives, and belongs to another user.
    return error.code === 'EPERM';
  }
}

function pause(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
