import net from 'node:net';

/** A port that stays open whoever listens on it, as systemd holds one for its services. */
export interface HeldPort {
  readonly port: number;
  /** A program that inherits it as descriptor 3 takes its connections. */
  readonly fd: number;
  release(): void;
}

/** Node's own `cluster` makes a port that it shares with this. `listen` would take connections in this process, too. */
const { _createServerHandle: bind } = net as unknown as {
  _createServerHandle(
    host: string,
    port: number,
    family: 4,
  ): { readonly fd: number; close(): void } | number;
};

/** @param port one where nobody listens */
export function holdPort(port: number): HeldPort {
  const held = bind('127.0.0.1', port, 4);
  if (typeof held === 'number') throw new Error(`port ${port} is not free (${held})`);
  return { port, fd: held.fd, release: () => held.close() };
}

/** Runs a program with a held port, as systemd does: `LISTEN_PID` is the number of the process that it is for. */
export const withHeldPort = (program: readonly string[]): readonly [string, readonly string[]] => [
  '/bin/sh',
  ['-c', 'LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" "$@"', ...program],
];
