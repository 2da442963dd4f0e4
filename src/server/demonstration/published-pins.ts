import { associatesOf } from '#server/storage/till/associates.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type DemonstrationAssociate, demonstrationAssociates } from './people.ts';

/**
 * The associates who sign in with a PIN of the demonstration, which everybody can read. A shop that was opened over a
 * database of a first try still has them.
 */
export async function publishedPins({
  store,
  secrets,
}: Pick<Context, 'store' | 'secrets'>): Promise<readonly DemonstrationAssociate[]> {
  const found: DemonstrationAssociate[] = [];
  for (const one of demonstrationAssociates) {
    const here = await associatesOf(store.read, one.storeId);
    const same = here.find(({ name }) => name === one.name);
    if (same && (await secrets.isPin(one.pin, same.pin_hash))) found.push(one);
  }
  return found;
}

/** Warns of them at a start in production, once for each, with what to type. */
export async function warnOfPublishedPins(context: Context): Promise<void> {
  for (const { storeId, name } of await publishedPins(context)) {
    context.log.warn(
      { storeId, associate: name },
      `an associate has a PIN of the demonstration, which everybody can read: npm run admin -- dismiss ${storeId} ${name}`,
    );
  }
}
