import { assets, icons, pictures, shareCards } from './paths.ts';

/** Whom an address is for. */
export type Audience = 'system' | 'member' | 'till' | 'pos' | 'admin' | 'desk';

/** The addresses that programs call, the longest first. Every other address is a page or a file. */
const programs = [
  ['/api/till/', 'till'],
  ['/api/desk/', 'desk'],
  ['/api/', 'member'],
  ['/pos/', 'pos'],
  ['/admin/', 'admin'],
] as const satisfies readonly (readonly [string, Audience])[];

/** The audience of an address that no route has, so that its refusal has the right words. It grants nothing. */
export const audienceAt = (url: string): Audience =>
  programs.find(([prefix]) => url.startsWith(prefix))?.[1] ?? 'member';

/** Whether a program reads the answer of an address, so that nobody sees it as a page. */
export const isForPrograms = (url: string): boolean =>
  [...programs.map(([prefix]) => prefix), assets, pictures, icons, shareCards].some((prefix) =>
    url.startsWith(prefix),
  );
