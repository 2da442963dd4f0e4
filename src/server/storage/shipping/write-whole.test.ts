import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeWhole } from './write-whole.ts';

/** A disk that takes so many bytes at a time, and so many in all. */
function disk({ atOnce, space }: { atOnce: number; space: number }) {
  const taken = Buffer.alloc(100, '.');
  let left = space;
  const write = async (bytes: Buffer, offset: number, length: number, position: number) => {
    const bytesWritten = Math.min(length, atOnce, left);
    left -= bytesWritten;
    bytes.copy(taken, position, offset, offset + bytesWritten);
    return { bytesWritten };
  };
  return { write, text: () => taken.toString().replace(/\.+$/, '') };
}

test('what a disk takes in parts is written whole, each part to its place', async () => {
  const slow = disk({ atOnce: 7, space: 100 });
  await writeWhole(slow, Buffer.from('a loaf of rye and a coffee'), 3);
  assert.equal(slow.text(), '...a loaf of rye and a coffee');
});

test('a disk that takes only a part is no success', async () => {
  const full = disk({ atOnce: 7, space: 10 });
  await assert.rejects(writeWhole(full, Buffer.from('a loaf of rye'), 0), {
    message: 'the disk takes nothing',
  });
});
