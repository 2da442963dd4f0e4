import { Refused } from '#domain/refusal.ts';

/** A value that no phone of the member's shows now: it counts as a guess in the member's name. */
export class WrongPass extends Refused {
  readonly memberId: string;
  constructor(memberId: string) {
    super({ key: 'pass-unknown' });
    this.memberId = memberId;
  }
}
