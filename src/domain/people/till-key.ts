/** So long a till's old key is good beside its new one: time for a fleet of tills to be given theirs. */
export const oldTillKeyMs = 24 * 60 * 60_000;
