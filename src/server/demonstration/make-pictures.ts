// A step of the build: encodes the demonstration's pictures, so that no first start waits for that.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pictureBeside } from '#server/usecases/program/picture-beside.ts';

const folder = import.meta.dirname;
const take = pictureBeside(folder);
const made = [];
for (const name of readdirSync(join(folder, 'pictures'))) {
  const { files, ...picture } = await take(join('pictures', name));
  const each = (await files()).map(({ width, kind, bytes }) => ({
    ...{ width, kind },
    bytes: Buffer.from(bytes).toString('base64'),
  }));
  made.push({ ...picture, files: each });
}
mkdirSync('dist', { recursive: true });
writeFileSync('dist/pictures.json', JSON.stringify(made));
