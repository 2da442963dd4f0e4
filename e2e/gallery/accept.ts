// `npm run accept`: photographs the gallery anew. Whoever commits the pictures says that it is to look so.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { chromiumPath } from '../browser.ts';
import { startServer } from '../tillpass.ts';
import { fileOf, folder } from './accepted.ts';
import { photographs } from './photograph.ts';

const executablePath = chromiumPath();
const browser = await chromium.launch(executablePath ? { executablePath } : {});
const server = await startServer({}, 'src/server/dev/main.ts');
try {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for await (const { name, picture, cut } of photographs(browser, server.url)) {
    await writeFile(fileOf(name), picture);
    process.stdout.write(`${name}
${cut
  .map(
    (text) => `  cut: ${text}
`,
  )
  .join('')}`);
  }
} finally {
  await browser.close();
  await server.remove();
}
