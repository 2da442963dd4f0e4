/** How long a till's old key works beside its new one: time to change a fleet of tills. */
export const oldTillKeyMs = 24 * 60 * 60_000;
