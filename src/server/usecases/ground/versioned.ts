import type { Versioned } from '#contract/page.ts';
import { newsOf } from '#server/storage/db/member-news.ts';
import type { Context } from '#server/usecases/ground/context.ts';

/** Adds to a member's data the count of their changes, read before the data (`storage/db/member-news.ts`). */
export async function versioned<T extends object>(
  context: Context,
  memberId: string,
  read: () => Promise<T>,
): Promise<Versioned<T>> {
  const news = await newsOf(context.store.read, memberId);
  return { ...(await read()), news };
}
