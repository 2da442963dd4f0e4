import { Refused } from '#domain/refusal.ts';

/** Thrown for a value that none of the member's phones shows now. It counts as a guess against the member. */
export class WrongPass extends Refused {
  readonly memberId: string;
  constructor(memberId: string) {
    super({ key: 'pass-unknown' });
    this.memberId = memberId;
  }
}
