// Prints a line for each engine besides Chromium: whether it starts on this machine.
import { firefox } from '@playwright/test';
import { firefoxLaunch, firefoxPath } from './firefox.ts';
import { startTwice } from './twice.ts';
import { hasWebKit, openWebKit } from './webkit/mini-browser.ts';

const engines = {
  firefox: {
    isHere: () => firefoxPath() !== undefined,
    start: () => startTwice(() => firefox.launch(firefoxLaunch)),
  },
  webkit: {
    isHere: hasWebKit,
    start: () => openWebKit({ width: 360, height: 740, ratio: 1 }),
  },
};

for (const [name, { isHere, start }] of Object.entries(engines)) {
  process.stdout.write(`${name}: ${isHere() ? await started(start) : 'not here'}\n`);
}

async function started(start: () => Promise<{ close(): Promise<void> }>): Promise<string> {
  try {
    await (await start()).close();
    return 'starts';
  } catch (error) {
    process.stderr.write(`${error}\n`);
    return 'does not start here';
  }
}
