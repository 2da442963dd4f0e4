import type { DataTag } from '@tanstack/react-query';
import type { QueryData, QueryName } from '#contract/page.ts';

/** The key of what a page knows by a name; the query client has from it what stands there. */
export const keyOf = <N extends QueryName>(name: N, ...part: readonly string[]) =>
  [name, ...part] as unknown as DataTag<readonly [N, ...string[]], QueryData[N]>; // The tag is a type alone.
