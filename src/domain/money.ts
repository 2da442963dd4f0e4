/** An amount in minor units (cents) of an ISO 4217 currency. Integers only: a float loses cents. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}
