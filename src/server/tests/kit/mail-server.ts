import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A mail as the mail server received it. */
export interface Arrived {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body, as they arrived. */
  readonly raw: string;
}

/** A mail server in this process that keeps its mails. */
export interface MailServer {
  readonly url: string;
  readonly port: number;
  readonly arrived: readonly Arrived[];
  /** Resolves when so many have arrived. */
  count(atLeast: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param refuse the reply to a recipient, with its code; null: the mail is accepted
 * @param port absent: a free one
 */
export async function openMailServer(
  refuse: (recipient: string) => { code: number; message: string } | null = () => null,
  port = 0,
): Promise<MailServer> {
  const arrived: Arrived[] = [];
  const waiting = new Set<() => void>();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, callback) => {
      const refusal = refuse(address);
      if (!refusal) return callback();
      callback(Object.assign(new Error(refusal.message), { responseCode: refusal.code }));
    },
    onData: async (stream, { envelope }, callback) => {
      const raw = await text(stream).catch(() => null);
      // A client that was killed while it sent: nothing was taken.
      if (raw === null) return callback(new Error('cut short'));
      const from = envelope.mailFrom ? envelope.mailFrom.address : '';
      arrived.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw });
      callback();
      for (const look of waiting) look();
    },
  });
  // A client that goes away is no fault of the server's.
  server.on('error', () => {});
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const bound = (server.server.address() as AddressInfo).port; // `address()` is text only for a server that listens on a pipe.
  return {
    url: `smtp://127.0.0.1:${bound}`,
    port: bound,
    arrived,
    count: (atLeast) =>
      new Promise((resolve) => {
        const look = () => {
          if (arrived.length < atLeast) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
