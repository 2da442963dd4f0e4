import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  type ScryptOptions,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import type { Purpose, Secrets } from '#server/usecases/ground/secrets.ts';

/** AES-GCM: a random nonce of 96 bits is good for 2^32 encryptions under one key (NIST SP 800-38D, 8.3). */
const nonceLength = 12;
const tagLength = 16;
const keyLength = 32;
/** The first byte of an encrypted text, so that another way of encrypting can be added later. */
const sealedVersion = 1;
/** 16 MB and some 40 ms for each try: a shop's small server can do that, and the key as pepper does the rest. */
const pinCost = { N: 2 ** 14, r: 8, p: 1 } as const satisfies ScryptOptions;

/**
 * Cryptography under SECRET_KEY, and what is accepted of another key while one is turned.
 * @param secretKey SECRET_KEY, at least 32 characters
 * @param also SECRET_KEY_ALSO; null: no key is being turned
 */
export function makeSecrets(secretKey: string, also: string | null = null): Secrets {
  const under = [secretKey, ...(also === null ? [] : [also])].map(underOneKey);
  const [first = underOneKey(secretKey)] = under;
  const hashes = (purpose: Purpose, text: string) => under.map((one) => one.hash(purpose, text));
  const open: Secrets['open'] = (purpose, sealed) => {
    // What the other key sealed fails under this one, because the cipher checks what it opens.
    for (const one of under.slice(0, -1)) {
      try {
        return one.open(purpose, sealed);
      } catch {}
    }
    return (under.at(-1) ?? first).open(purpose, sealed);
  };
  return {
    turning: under.length > 1,
    hash: first.hash,
    hashes,
    isHash: (purpose, text, kept) => hashes(purpose, text).includes(kept),
    derive: first.derive,
    derivations: (purpose, text) => under.map((one) => one.derive(purpose, text)),
    sign: hmac,
    seal: first.seal,
    open,
    resealed: (purpose, sealed) => {
      try {
        first.open(purpose, sealed);
        return null;
      } catch {
        return first.seal(purpose, open(purpose, sealed));
      }
    },
    hashPin: first.hashPin,
    isPin: async (pin, kept) => {
      for (const one of under) if (await one.isPin(pin, kept)) return true;
      return false;
    },
    renewedPin: async (pin, kept) => {
      if (under.length === 1 || (await first.isPin(pin, kept))) return null;
      return first.hashPin(pin, pinParts(kept).salt);
    },
  };
}

const hmac = (key: Uint8Array, text: string) => createHmac('sha256', key).update(text).digest();

/** Each purpose, and each use of it, has a key of its own, derived by HKDF-SHA-256. */
function underOneKey(secretKey: string) {
  const keys = new Map<string, Buffer>();
  const keyFor = (use: 'hash' | 'seal' | 'pin', purpose: Purpose): Buffer => {
    const info = `tillpass/${use}/${purpose}`;
    const known = keys.get(info);
    if (known) return known;
    const made = Buffer.from(hkdfSync('sha256', secretKey, '', info, keyLength));
    keys.set(info, made);
    return made;
  };
  const pepper = (pin: string) => hmac(keyFor('pin', 'pin'), pin);

  return {
    hash: (purpose: Purpose, text: string) =>
      hmac(keyFor('hash', purpose), text).toString('base64url'),
    derive: (purpose: Purpose, text: string): Uint8Array => hmac(keyFor('hash', purpose), text),
    seal: (purpose: Purpose, text: string) => seal(keyFor('seal', purpose), text),
    open: (purpose: Purpose, sealed: string) => open(keyFor('seal', purpose), sealed),
    hashPin: async (pin: string, salt: Uint8Array) => {
      const hash = await stretch(pepper(pin), salt);
      return `scrypt.${Buffer.from(salt).toString('base64url')}.${hash.toString('base64url')}`;
    },
    isPin: async (pin: string, kept: string) => {
      const { salt, hash: expected } = pinParts(kept);
      const given = await stretch(pepper(pin), salt);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}

function pinParts(kept: string): { salt: Buffer; hash: Buffer } {
  const [kind, salt, hash] = kept.split('.');
  if (kind !== 'scrypt' || !salt || !hash) throw new Error('a kept PIN hash is malformed');
  return { salt: Buffer.from(salt, 'base64url'), hash: Buffer.from(hash, 'base64url') };
}

/** Made by the thousand: random bytes in small portions are slow, and a pool has a million codes. */
let nonces: Buffer = Buffer.alloc(0);
const noncesAtOnce = 1_000;

function nextNonce(): Buffer {
  if (nonces.length === 0) nonces = randomBytes(nonceLength * noncesAtOnce);
  const nonce = nonces.subarray(0, nonceLength);
  nonces = nonces.subarray(nonceLength);
  return nonce;
}

function seal(key: Buffer, text: string): string {
  const nonce = nextNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const version = Buffer.of(sealedVersion);
  return Buffer.concat([version, nonce, body, cipher.getAuthTag()]).toString('base64url');
}

/** @throws Error when it was encrypted under another key, for another purpose, or changed since */
function open(key: Buffer, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const bodyAt = 1 + nonceLength;
  if (bytes[0] !== sealedVersion || bytes.length < bodyAt + tagLength) {
    throw new Error('what should be opened was not sealed here');
  }
  const tagAt = bytes.length - tagLength;
  const nonce = bytes.subarray(1, bodyAt);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  decipher.setAuthTag(bytes.subarray(tagAt));
  const body = decipher.update(bytes.subarray(bodyAt, tagAt));
  return Buffer.concat([body, decipher.final()]).toString('utf8');
}

let lastStretch: Promise<unknown> = Promise.resolve();

/**
 * scrypt outside the main thread, one at a time: there are few threads, and somebody who tries PINs must not take those
 * that compress everybody's pages.
 */
function stretch(secret: Buffer, salt: Uint8Array): Promise<Buffer> {
  const mine = lastStretch.then(() => stretchNow(secret, salt));
  lastStretch = mine.catch(() => {});
  return mine;
}

function stretchNow(secret: Buffer, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, keyLength, pinCost, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });
}
