import { ts } from '@ts-morph/common';

/** TypeScript with its API, for tools that ask for `typescript` (`generated.ts`). */
export default ts;
export const { factory } = ts;
