import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

/** A key pair of age: whoever has the identity reads what was encrypted for the recipient. */
export interface BackupKey {
  /** `AGE-SECRET-KEY-1…` */
  readonly identity: string;
  /** `age1…`, which is no secret. */
  readonly recipient: string;
}

export async function newBackupKey(): Promise<BackupKey> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The recipient or the identity is not one, or does not open the file. */
export class KeyFault extends Error {}

/** The file is not whole, or was changed: age notices it in whichever part it is. */
export class DamagedFile extends Error {}

/**
 * Encrypts a file into a new one, as the program `age` does (age-encryption.org/v1), so that it decrypts it too.
 * @param recipient `age1…`
 * @throws KeyFault when it is no recipient
 */
export async function sealFile(from: string, to: string, recipient: string): Promise<void> {
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient);
  } catch (fault) {
    throw new KeyFault('it is no recipient of age (age1…)', { cause: fault });
  }
  const sealed = await encrypter.encrypt(streamOf(from));
  await pipeline(sealed, createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }));
}

/**
 * The way back.
 * @param identityFile as `age-keygen` writes it: a line with the secret key, and comments
 * @throws KeyFault when it holds no identity, or none that opens this file; DamagedFile
 */
export async function openSealed(from: string, to: string, identityFile: string): Promise<void> {
  const decrypter = new Decrypter();
  const identities = identitiesIn(identityFile);
  let open: ReadableStream<Uint8Array>;
  try {
    for (const identity of identities) decrypter.addIdentity(identity);
    open = await decrypter.decrypt(streamOf(from));
  } catch (fault) {
    throw new KeyFault(`the key in ${identityFile} does not open ${from}`, { cause: fault });
  }
  try {
    await pipeline(open, createWriteStream(to, { flags: 'wx', mode: 0o600 }));
  } catch (fault) {
    // A full disk is the system's fault and has a code; age's own faults have none.
    if (fault instanceof Error && 'code' in fault) throw fault;
    throw new DamagedFile('it is not whole, or was changed', { cause: fault });
  }
}

function identitiesIn(file: string): readonly string[] {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (fault) {
    throw new KeyFault(`${file} can't be read`, { cause: fault });
  }
  const identities = text.match(/^AGE-SECRET-KEY-\S+$/gm) ?? [];
  if (identities.length === 0) throw new KeyFault(`${file} has no AGE-SECRET-KEY-… in it`);
  return identities;
}

const streamOf = (file: string): ReadableStream<Uint8Array> =>
  Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>; // Bytes, as no encoding is set.
