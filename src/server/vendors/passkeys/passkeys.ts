import type { AuthenticatorTransport, WebAuthnCredential } from '@simplewebauthn/server';

/** Whose passkeys they are, and on which pages they work: WebAuthn's relying party. */
export interface RelyingParty {
  readonly name: string;
  /** A host name; no passkey works at an IP address. */
  readonly id: string;
  readonly origin: string;
}

/** A passkey, as the server knows it. */
export interface KnownPasskey {
  readonly id: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** What an authenticator answered, as `PublicKeyCredential.toJSON` writes it (WebAuthn level 3, §5.1.8). */
export interface Registration {
  readonly id: string;
  readonly response: {
    readonly clientDataJSON: string;
    readonly attestationObject: string;
    readonly transports: readonly string[];
  };
}

export interface Assertion {
  readonly id: string;
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
  };
}

// Loaded where it is used: it brings parsers of certificates, and most starts see no administrator.
const library = () => import('@simplewebauthn/server');

const described = ({ id, transports }: Pick<KnownPasskey, 'id' | 'transports'>) => ({
  id,
  transports: [...transports] as AuthenticatorTransport[],
});

/** What a browser needs to make a passkey that is found without a name, and that checks who holds it. */
export async function registrationOptions(
  party: RelyingParty,
  person: { readonly id: string; readonly name: string },
  known: readonly Pick<KnownPasskey, 'id' | 'transports'>[],
) {
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userID: new TextEncoder().encode(person.id),
    userName: person.name,
    attestationType: 'none',
    excludeCredentials: known.map(described),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** @param known whose passkeys are asked; absent: anybody's that is kept for this host */
export async function assertionOptions(
  party: RelyingParty,
  known: readonly Pick<KnownPasskey, 'id' | 'transports'>[] = [],
) {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({
    rpID: party.id,
    userVerification: 'required',
    allowCredentials: known.map(described),
  });
}

/** @returns null where it was not made for this question, this host and these pages, or by nobody who was checked */
export async function verifyRegistration(
  party: RelyingParty,
  challenge: string,
  { id, response }: Registration,
): Promise<KnownPasskey | null> {
  const { verifyRegistrationResponse } = await library();
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: {
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: { ...response, transports: [...response.transports] as AuthenticatorTransport[] },
    },
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
  }).catch(() => ({ verified: false, registrationInfo: undefined }) as const);
  if (!verified || !registrationInfo) return null;
  const { credential } = registrationInfo;
  return {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: response.transports,
  };
}

/**
 * Whether a passkey signed this question for this host and these pages, after it had checked who holds it. A counter that
 * did not grow means that there are two of it.
 * @returns the new counter; null: it did not
 */
export async function verifyAssertion(
  party: RelyingParty,
  challenge: string,
  passkey: KnownPasskey,
  { id, response }: Assertion,
): Promise<number | null> {
  const { verifyAuthenticationResponse } = await library();
  const credential: WebAuthnCredential = {
    id: passkey.id,
    publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
    counter: passkey.counter,
  };
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response },
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential,
    requireUserVerification: true,
  }).catch(() => ({ verified: false, authenticationInfo: undefined }) as const);
  return verified && authenticationInfo ? authenticationInfo.newCounter : null;
}
