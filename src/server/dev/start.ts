import { readConfig } from '#server/start/config.ts';
import { endWith, StartFault } from '#server/start/failure.ts';
import { endOnSignal, serve } from '#server/start/serve.ts';
import { developmentFront } from './front.ts';

export async function start(): Promise<void> {
  try {
    const config = readConfig();
    if (config.production)
      throw new StartFault('"npm run dev" is no server for production: run "npm start".');
    endOnSignal(await serve(config, developmentFront()));
  } catch (error) {
    endWith(error);
  }
}
