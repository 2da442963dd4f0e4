import { builtFront } from './built-front.ts';
import { readConfig } from './config.ts';
import { endWith } from './failure.ts';
import { endOnSignal, serve } from './serve.ts';

try {
  const config = readConfig();
  endOnSignal(await serve(config, await builtFront(config)));
} catch (error) {
  endWith(error);
}
