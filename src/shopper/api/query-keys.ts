import type { DataTag } from '@tanstack/react-query';
import type { QueryData, QueryName } from '#contract/page.ts';

/** The key of a query. Its type tells the query client the type of its data. */
export const keyOf = <N extends QueryName>(name: N, ...part: readonly string[]) =>
  [name, ...part] as unknown as DataTag<readonly [N, ...string[]], QueryData[N]>; // The tag is a type alone.
