/** Why an id of another system can't be a member's. */
export type ExternalIdRefusal =
  /** It is another member's: an id leads to one member. */
  | { key: 'external-id-taken'; source: string }
  /** The member has as many as a member can have. */
  | { key: 'external-ids-full'; limit: number };

export const externalIdRefusals: Record<ExternalIdRefusal['key'], true> = {
  'external-id-taken': true,
  'external-ids-full': true,
};
