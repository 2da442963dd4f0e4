/** Why somebody can't sign in, or has to again. */
export type SignInRefusal =
  | { key: 'address-invalid'; fault: AddressFault }
  | { key: 'too-many-requests'; retryAfterMs: number }
  // Caused by what others did, so the sentence blames nobody
  | { key: 'busy'; retryAfterMs: number }
  | { key: 'address-busy'; retryAfterMs: number }
  | { key: 'sign-in-ended' }
  // A code on another screen, where no mail was sent
  | { key: 'hand-over-ended' }
  | { key: 'other-browser' }
  // The browser keeps no cookies, or has dropped them
  | { key: 'no-cookies' }
  | { key: 'sign-in-code-wrong'; left: number }
  | { key: 'match-wrong' }
  | { key: 'match-incomplete' }
  | { key: 'confirm-required' }
  // What a stolen phone must not do alone
  | { key: 'sign-in-again' }
  | { key: 'signed-out' };

/** What is wrong with a typed e-mail address, so that the sentence can say what to mend. */
export type AddressFault = 'empty' | 'long' | 'several' | 'quotes' | 'letters' | 'shape';

export const signInRefusals: Record<SignInRefusal['key'], true> = {
  'address-invalid': true,
  'too-many-requests': true,
  busy: true,
  'address-busy': true,
  'sign-in-ended': true,
  'hand-over-ended': true,
  'other-browser': true,
  'no-cookies': true,
  'sign-in-code-wrong': true,
  'match-wrong': true,
  'match-incomplete': true,
  'confirm-required': true,
  'sign-in-again': true,
  'signed-out': true,
};
