// A shop as docs/install.md makes it: two processes from one folder, PostgreSQL, and nginx with the file that is handed out.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import { type HeldPort, withHeldPort } from '#server/tests/kit/start/held-port.ts';
import { makeCertificate } from './certificate.ts';

/** What a unit starts, word by word. */
export async function commandOf(unit: string, app: string): Promise<readonly string[]> {
  const line = /^ExecStart=(.+)$/m.exec(
    await readFile(join(app, 'docs/install', unit), 'utf8'),
  )?.[1];
  return (line ?? '').replaceAll('/opt/tillpass', app).split(' ');
}

export interface Process {
  readonly port: number;
  /** Ends it as systemd does, and waits for it. @returns its status */
  stop(): Promise<number | null>;
}

interface Place {
  readonly port: number;
  readonly held: HeldPort;
  /** The port of its metrics, which the unit makes of the first one. */
  readonly metrics: number;
}

/** Starts a process as its unit says, with the port of `tillpass.socket`, and waits until requests may come. */
export async function startProcess(
  app: string,
  settings: string,
  { port, held, metrics }: Place,
): Promise<Process> {
  const [program, args] = withHeldPort(await commandOf('tillpass@.service', app));
  const { PATH } = process.env;
  const NODE_COMPILE_CACHE = join(dirname(settings), 'compiled');
  const env = parseEnv(await readFile(settings, 'utf8')) as Record<string, string>; // Each line has a value.
  const child = spawn(program, args, {
    cwd: app,
    env: {
      PATH,
      NODE_COMPILE_CACHE,
      LOG_LEVEL: 'warn',
      ...env,
      PORT: String(port),
      METRICS_PORT: String(metrics),
    },
    stdio: ['ignore', 'ignore', 'inherit', held.fd],
  });
  const ended = once(child, 'exit').then(([status]) => status as number | null);
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`the process ended: ${child.exitCode}`);
    await sleep(50);
  }
  return {
    port,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

/** nginx in front of the processes, with the file of docs/install: only ports and the certificate's place are others. */
export async function startNginx(
  program: string,
  folder: string,
  { conf, held, plain, tls }: Front,
): Promise<ChildProcess> {
  await mkdir(folder);
  await chmod(folder, 0o755);
  const { cert, key } = await makeCertificate();
  await writeFile(join(folder, 'fullchain.pem'), cert);
  await writeFile(join(folder, 'privkey.pem'), key);
  const own = conf
    .replace('127.0.0.1:8080', `127.0.0.1:${held.port}`)
    .replaceAll(/^ *listen \[::\].*\n/gm, '')
    .replace('listen 80;', `listen 127.0.0.1:${plain};`)
    .replace('listen 443 ', `listen 127.0.0.1:${tls} `)
    .replaceAll('/etc/ssl/tillpass', folder)
    .replaceAll('/var/log/nginx', folder);
  await writeFile(join(folder, 'tillpass.conf'), own);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  await writeFile(
    join(folder, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root;' : ''} daemon off; pid ${folder}/pid;
    error_log ${folder}/error.log warn; events {}
    http { access_log off; ${temporary.join(' ')} include ${folder}/tillpass.conf; }`,
  );
  const arguments_ = [
    '-p',
    folder,
    '-c',
    join(folder, 'nginx.conf'),
    '-e',
    join(folder, 'error.log'),
  ];
  const nginx = spawn(program, arguments_, { stdio: ['ignore', 'inherit', 'inherit'] });
  for (;;) {
    const answer = await ask(tls, { path: '/readyz' }).catch(() => null);
    if (answer?.status === 200) return nginx;
    if (nginx.exitCode !== null) throw new Error(await readFile(join(folder, 'error.log'), 'utf8'));
    await sleep(50);
  }
}

interface Front {
  readonly conf: string;
  readonly held: HeldPort;
  readonly plain: number;
  readonly tls: number;
}

interface Asked {
  readonly path: string;
  readonly key?: string;
  readonly body?: object;
}

/** Asks through nginx. */
export async function ask(
  tls: number,
  { path, key, body }: Asked,
): Promise<{ readonly status: number; readonly text: string }> {
  const sent = body && JSON.stringify(body);
  const asked = request({
    host: '127.0.0.1',
    port: tls,
    path,
    method: body ? 'POST' : 'GET',
    // A connection each: nginx may close one that is kept at the moment in which it is used again.
    agent: false,
    // Nobody vouches for the certificate of a test.
    servername: 'points.shop.example',
    rejectUnauthorized: false,
    headers: {
      host: 'points.shop.example',
      ...(key && { authorization: `Bearer ${key}` }),
      ...(sent && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(sent),
      }),
    },
  });
  asked.end(sent);
  const [answer] = await once(asked, 'response');
  return { status: answer.statusCode, text: (await answer.setEncoding('utf8').toArray()).join('') };
}

/** Reads nginx's log once it has this line: nginx writes one after the answer's last byte. */
export async function untilLogged(file: string, line: RegExp): Promise<string> {
  const until = Date.now() + 10_000;
  for (;;) {
    const logged = await readFile(file, 'utf8');
    if (line.test(logged) || Date.now() > until) return logged;
    await sleep(50);
  }
}
