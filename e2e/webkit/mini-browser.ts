import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { nobodysPort } from '#server/tests/kit/start/nobodys-port.ts';
import { startTwice } from '../twice.ts';
import { ask, WebDriver } from './web-driver.ts';

/** A phone's screen, in pixels of CSS. Its ratio is a whole number: GTK knows no other. */
export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly ratio: 1 | 2 | 3;
  readonly dark?: boolean;
}

const programs = {
  // So that nothing outlives a run, whatever way that ends: the others are told when their parent is gone.
  leash: '/usr/bin/setpriv',
  driver: '/usr/bin/WebKitWebDriver',
  display: '/usr/bin/Xvfb',
  // Without one a window has no full screen, and would never be as narrow as a phone.
  windows: '/usr/bin/matchbox-window-manager',
};
const startMs = 60_000;

/** WebKitGTK's own small browser; undefined where it, or what it stands on, is missing. */
function browserPath(): string | undefined {
  if (!Object.values(programs).every((path) => existsSync(path))) return undefined;
  return globSync('/usr/lib/*/webkit2gtk-4.[01]/MiniBrowser').at(-1);
}

export const hasWebKit = (): boolean => browserPath() !== undefined;

interface OpenWebKit {
  readonly driver: WebDriver;
  close(): Promise<void>;
}

/** WebKit with a display of its own that nobody sees, and what ends both. */
export const openWebKit = (screen: Screen): Promise<OpenWebKit> => startTwice(() => start(screen));

async function start(screen: Screen): Promise<OpenWebKit> {
  const started: ChildProcess[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-webkit-'));
  const stop = async () => {
    await Promise.all(started.toReversed().map(end));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const display = await openDisplay(screen, started);
    const environment = {
      ...process.env,
      DISPLAY: display,
      GDK_BACKEND: 'x11',
      GDK_SCALE: String(screen.ratio),
      // No graphics card, no assistive technology and no desktop is asked for.
      LIBGL_ALWAYS_SOFTWARE: '1',
      NO_AT_BRIDGE: '1',
      GIO_USE_VFS: 'local',
      XDG_RUNTIME_DIR: folder,
    };
    const port = await nobodysPort();
    const driven = leashed(programs.driver, `--port=${port}`);
    started.push(spawn(...driven, { env: environment, stdio: 'ignore' }));
    const url = `http://127.0.0.1:${port}`;
    await until(() => ask('GET', `${url}/status`));
    const driver = await WebDriver.open(url, capabilities(screen));
    const close = async () => {
      await driver.close().catch(() => {}); // Lost already: without its display the browser ends by itself.
      await stop();
    };
    return { driver, close };
  } catch (error) {
    await stop();
    throw error;
  }
}

const capabilities = ({ dark }: Screen) => ({
  'webkitgtk:browserOptions': {
    binary: browserPath(),
    // Session cookies with the prefix `__Host-` want TLS here, on a test's own certificate.
    args: [
      '--automation',
      '--full-screen',
      '--ignore-tls-errors',
      ...(dark ? ['--dark-mode'] : []),
    ],
  },
});

/** @returns its name, which the X server picks and tells */
async function openDisplay(screen: Screen, started: ChildProcess[]): Promise<string> {
  const pixels = `${screen.width * screen.ratio}x${screen.height * screen.ratio}x24`;
  const screenFlags = ['-displayfd', '3', '-screen', '0', pixels, '-nolisten', 'tcp'];
  const server = spawn(...leashed(programs.display, ...screenFlags), {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  started.push(server);
  const told = server.stdio[3];
  if (!told) throw new Error('Xvfb has no way to tell its display');
  const [number] = await once(told, 'data', { signal: AbortSignal.timeout(startMs) });
  const display = `:${String(number).trim()}`;
  const flags = ['-use_titlebar', 'no', '-use_desktop_mode', 'plain'];
  const env = { ...process.env, DISPLAY: display };
  started.push(spawn(...leashed(programs.windows, ...flags), { env, stdio: 'ignore' }));
  return display;
}

function leashed(program: string, ...args: string[]): [string, string[]] {
  return [programs.leash, ['--pdeathsig', 'TERM', '--', program, ...args]];
}

async function until(works: () => Promise<unknown>): Promise<void> {
  const giveUp = performance.now() + startMs;
  for (;;) {
    try {
      await works();
      return;
    } catch (error) {
      if (performance.now() > giveUp) throw error;
      await wait(50);
    }
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
