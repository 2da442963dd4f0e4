/** Why a request of any kind can't be answered. */
export type RequestRefusal =
  /** A null pointer: it is about the whole of the input. */
  | { key: 'request-invalid'; pointer: string | null; detail: string }
  | { key: 'request-too-large' }
  | { key: 'client-too-old' }
  | { key: 'origin-foreign' }
  | { key: 'not-found' }
  /** No year has such a day. */
  | { key: 'birthday-invalid' };

export const requestRefusals: Record<RequestRefusal['key'], true> = {
  'request-invalid': true,
  'request-too-large': true,
  'client-too-old': true,
  'origin-foreign': true,
  'not-found': true,
  'birthday-invalid': true,
};
