/** Why a member can't have another e-mail address, or can't take one back. */
export type AddressRefusal =
  /** `left`: how many more tries the code has. */
  | { key: 'address-code-wrong'; left: number }
  /** Too old, mistyped too often, or asked for on another device. */
  | { key: 'address-code-over' }
  | { key: 'address-same' }
  /** Whoever reads it has a membership there: told only to who has typed the code that went there. */
  | { key: 'address-taken' }
  /** It was another membership's, which can still take it back. */
  | { key: 'address-held' }
  | { key: 'address-frozen' }
  /** What a stranger at a new address must not do; `at`: from when on it can be done. */
  | { key: 'address-new'; at: number };

export const addressRefusals: Record<AddressRefusal['key'], true> = {
  'address-code-wrong': true,
  'address-code-over': true,
  'address-same': true,
  'address-taken': true,
  'address-held': true,
  'address-frozen': true,
  'address-new': true,
};
