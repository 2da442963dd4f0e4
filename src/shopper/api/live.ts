import { createValue } from '#web/value.ts';

/** True while the server can report changes by itself. */
export const streaming = createValue(false);
