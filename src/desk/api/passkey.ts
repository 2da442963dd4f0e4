import { startAuthentication, startRegistration, WebAuthnError } from '@simplewebauthn/browser';
import type { PasskeyOptions } from '#contract/desk/desk-answers.ts';
import type { DeskAssertion, DeskRegistration } from '#contract/desk/desk-input.ts';

/** Why the browser gave no passkey. */
export class PasskeyFault extends Error {
  readonly why: 'cancelled' | 'unsupported' | 'address' | 'known';
  constructor(why: PasskeyFault['why']) {
    super(why);
    this.name = 'PasskeyFault';
    this.why = why;
  }
}

/** Has the browser make a passkey. @throws PasskeyFault */
export async function makePasskey(options: PasskeyOptions): Promise<DeskRegistration> {
  const { id, response } = await asked(() =>
    // The server's library wrote them for this one.
    startRegistration({ optionsJSON: options as never }),
  );
  const { clientDataJSON, attestationObject, transports = [] } = response;
  return { id, response: { clientDataJSON, attestationObject, transports: [...transports] } };
}

/** Has the browser show a passkey. @throws PasskeyFault */
export async function showPasskey(options: PasskeyOptions): Promise<DeskAssertion> {
  const { id, response } = await asked(() =>
    startAuthentication({ optionsJSON: options as never }),
  );
  const { clientDataJSON, authenticatorData, signature } = response;
  return { id, response: { clientDataJSON, authenticatorData, signature } };
}

async function asked<T>(ask: () => Promise<T>): Promise<T> {
  // Missing where a page came without TLS, and in old browsers.
  if (typeof PublicKeyCredential === 'undefined') throw new PasskeyFault('unsupported');
  try {
    return await ask();
  } catch (error) {
    throw new PasskeyFault(whyNot(error));
  }
}

function whyNot(error: unknown): PasskeyFault['why'] {
  const code = error instanceof WebAuthnError ? error.code : '';
  if (code === 'ERROR_INVALID_RP_ID' || code === 'ERROR_INVALID_DOMAIN') return 'address';
  if (code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return 'known';
  return 'cancelled';
}
