import { problemExample } from './pos-example-parts.ts';
import type { PosExample } from './pos-operation.ts';

export const eventExamples: readonly PosExample[] = [
  {
    name: 'from-now',
    summary: 'A back office begins: it wants to hear of what comes',
    query: { after: 'now' },
    status: 200,
    answer: { events: [], next: 'MC40Mg', more: false },
  },
  {
    name: 'no-cursor',
    summary: 'It asks with something that no answer said',
    query: { after: 'yesterday' },
    status: 400,
    answer: problemExample(
      { key: 'request-invalid', pointer: '/after', detail: 'no cursor' },
      'The request isn’t right at /after: no cursor',
      '/after',
    ),
  },
];
