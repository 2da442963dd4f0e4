import type { PosExample } from './pos-operation.ts';
import { noCursor } from './pos-reading-examples.ts';

export const eventExamples: readonly PosExample[] = [
  {
    name: 'from-now',
    summary: 'A back office begins: it wants to hear of what comes',
    query: { after: 'now' },
    status: 200,
    answer: { events: [], next: 'MC40Mg', more: false },
  },
  noCursor,
];
