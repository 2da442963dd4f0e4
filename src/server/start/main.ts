import { builtFront } from './built-front.ts';
import { readConfig } from './config.ts';
import { endWith } from './failure.ts';
import { endOnSignal, serve } from './serve.ts';

try {
  const config = readConfig();
  // `npm start` asks for members: it is what somebody types who looks at Tillpass for the first time.
  const lived = process.argv.includes('--with-members');
  endOnSignal(await serve(config, { ...(await builtFront(config)), lived }));
} catch (error) {
  endWith(error);
}
