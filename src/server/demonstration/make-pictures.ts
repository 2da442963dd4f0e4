// A step of the build: encodes the demonstration's pictures, so that no first start waits for that.
import { mkdirSync, writeFileSync } from 'node:fs';
import { pictureBeside } from '#server/usecases/program/picture-beside.ts';
import { demonstrationPictures } from './program.ts';

const take = pictureBeside(import.meta.dirname);
const made = [];
for (const { file, use } of demonstrationPictures()) {
  const { files, ...picture } = await take(file, use);
  const each = (await files()).map(({ width, kind, bytes }) => ({
    width,
    kind,
    bytes: Buffer.from(bytes).toString('base64'),
  }));
  made.push({ ...picture, files: each });
}
mkdirSync('dist', { recursive: true });
writeFileSync('dist/pictures.json', JSON.stringify(made));
