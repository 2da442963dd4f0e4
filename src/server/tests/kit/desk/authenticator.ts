import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { PasskeyOptions } from '#contract/desk/desk-answers.ts';
import type { DeskAssertion, DeskRegistration } from '#contract/desk/desk-input.ts';

/** What a person or an attacker may do otherwise than an honest authenticator. */
interface Unusual {
  /** Nobody was checked: no finger, no PIN. */
  readonly unchecked?: boolean;
  /** The page that asked. */
  readonly origin?: string;
  /** The counter stays as it was. */
  readonly copied?: boolean;
}

const origin = 'http://localhost:8080';
const host = 'localhost';

/** A passkey in software (WebAuthn level 3, ES256, no attestation), with a counter. */
export class Authenticator {
  readonly id = randomBytes(16).toString('base64url');
  readonly #key: KeyObject;
  readonly #coseKey: Buffer;
  #counter = 0;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = privateKey;
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    // {1: EC2, 3: ES256, -1: P-256, -2: x, -3: y}
    this.#coseKey = Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
      Buffer.from(x, 'base64url'),
      Buffer.from([0x22, 0x58, 0x20]),
      Buffer.from(y, 'base64url'),
    ]);
  }

  /** Makes the passkey that a page asks for. */
  make(options: PasskeyOptions, unusual: Unusual = {}): DeskRegistration {
    const id = Buffer.from(this.id, 'base64url');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const data = Buffer.concat([
      this.#data(unusual, 0x40),
      Buffer.alloc(16),
      length,
      id,
      this.#coseKey,
    ]);
    // {"fmt": "none", "attStmt": {}, "authData": data}
    const attestation = Buffer.concat([
      Buffer.from([0xa3, 0x63]),
      Buffer.from('fmt'),
      Buffer.from([0x64]),
      Buffer.from('none'),
      Buffer.from([0x67]),
      Buffer.from('attStmt'),
      Buffer.from([0xa0, 0x68]),
      Buffer.from('authData'),
      Buffer.from([0x58, data.length]),
      data,
    ]);
    return {
      id: this.id,
      response: {
        clientDataJSON: clientData('webauthn.create', options, unusual).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  /** Signs what a page asks. */
  show(options: PasskeyOptions, unusual: Unusual = {}): DeskAssertion {
    const client = clientData('webauthn.get', options, unusual);
    const data = this.#data(unusual);
    const hash = createHash('sha256').update(client).digest();
    return {
      id: this.id,
      response: {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', Buffer.concat([data, hash]), this.#key).toString('base64url'),
      },
    };
  }

  #data({ unchecked = false, copied = false }: Unusual, more = 0): Buffer {
    if (!copied) this.#counter += 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.#counter);
    const flags = 0x01 | (unchecked ? 0 : 0x04) | more;
    return Buffer.concat([
      createHash('sha256').update(host).digest(),
      Buffer.from([flags]),
      counter,
    ]);
  }
}

const clientData = (type: string, { challenge }: PasskeyOptions, unusual: Unusual): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin: unusual.origin ?? origin }));
