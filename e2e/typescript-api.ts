/** TypeScript with its API, for a tool that asks for `typescript` (`pos-contract.test.ts`). */
export { ts as default } from '@ts-morph/common';
