import { type FieldFault, faultAt } from '#domain/imports/import-fault.ts';
import type { ImportedMember } from '#domain/imports/read-member.ts';
import { addressKey, mailboxKey } from '#domain/people/email-address.ts';
import { idsOf } from './know-lines.ts';

/** Finds the same person in two lines of a file, also in two spellings. */
export class LineKeys {
  readonly #lines = new Map<string, number>();
  readonly #members = new Map<string, number>();
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  /** @returns why a line is one person with an earlier one; null: it is not */
  add(line: number, member: ImportedMember): { fault: FieldFault; ofLine: number } | null {
    const { address, number } = member;
    const keys = [
      ...idsOf(this.#source, member).map(({ source, id }) => `${source}:${id}`),
      ...(number === null ? [] : [`#${number}`]),
      ...(address === null ? [] : [addressKey(address)]),
    ];
    const ofLine = this.#first(keys);
    if (ofLine !== undefined) return { fault: faultAt('duplicate', null, address), ofLine };
    const mailbox = address === null ? null : `mailbox ${mailboxKey(address)}`;
    const twin = mailbox === null ? undefined : this.#lines.get(mailbox);
    if (twin !== undefined) return { fault: faultAt('same-mailbox', null, address), ofLine: twin };
    for (const key of [...keys, ...(mailbox === null ? [] : [mailbox])]) this.#lines.set(key, line);
    return null;
  }

  /**
   * The same for a line whose member is known: two lines may name one member by nothing that both have.
   * @returns why a line is one person with an earlier one; null: it is not
   */
  addMember(line: number, memberId: string): { fault: FieldFault; ofLine: number } | null {
    const ofLine = this.#members.get(memberId);
    if (ofLine !== undefined) return { fault: faultAt('duplicate', null, null), ofLine };
    this.#members.set(memberId, line);
    return null;
  }

  #first(keys: readonly string[]): number | undefined {
    for (const key of keys) {
      const line = this.#lines.get(key);
      if (line !== undefined) return line;
    }
    return undefined;
  }
}
