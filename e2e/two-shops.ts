import type { Browser } from '@playwright/test';
import { startPostgres } from '../build/programs.ts';
import { closeShop, type Server, startServer } from './tillpass.ts';

/** A shop whose phones speak with one process and whose tills speak with another, where there may be two. */
export interface Shop {
  readonly phones: Server;
  readonly tills: string;
  close(browser: Browser): Promise<void>;
}

export const shops = {
  SQLite: async (): Promise<Shop> => {
    const server = await startServer();
    const close = (browser: Browser) => closeShop(server, browser);
    return { phones: server, tills: server.url, close };
  },
  'two processes on PostgreSQL': async (): Promise<Shop> => {
    const { url, stop } = await startPostgres();
    const settings = { DATABASE_URL: url, SECRET_KEY: 'one key for both of the processes' };
    const server = await startServer(settings);
    const other = await startServer(settings);
    return {
      phones: server,
      tills: other.url,
      close: async (browser) => {
        await closeShop(server, browser);
        await other.remove();
        await stop();
      },
    };
  },
};
