import type { EventKind } from '#domain/events/event.ts';

/** An event as it is compared. A field that its version did not write is undefined, and is not compared. */
export interface Told {
  readonly seq: number;
  readonly kind: EventKind;
  readonly at: number;
  readonly storeId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a row says otherwise than its event. */
export function differences(
  of: string,
  says: Readonly<Record<string, unknown>>,
  { seq, data }: Pick<Told, 'seq' | 'data'>,
): string[] {
  return Object.entries(says).flatMap(([field, said]) =>
    data[field] === undefined || data[field] === said
      ? []
      : [`${of} says ${field} ${said}, its event ${seq} says ${data[field]}`],
  );
}
