import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Random } from '../base/random.ts';

export const SEAL_KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Secrets that must be told again, and so cannot be kept as a hash: sealed with a key that lies beside the database,
 * so that a copy of the database alone tells nothing. AES-256-GCM; what a text belongs to is sealed with it.
 */
export class TextSeal {
  readonly #key: Uint8Array;
  readonly #random: Random;

  /** `key` has `SEAL_KEY_BYTES`. */
  constructor(key: Uint8Array, random: Random) {
    this.#key = key;
    this.#random = random;
  }

  seal(text: string, belongsTo: string): string {
    const iv = this.#random.bytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(belongsTo));
    const sealed = [cipher.update(text, 'utf8'), cipher.final()];
    return Buffer.concat([iv, ...sealed, cipher.getAuthTag()]).toString('base64');
  }

  /** Undefined when it was sealed with another key, for another thing, or is damaged. */
  open(sealed: string, belongsTo: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64');
    if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
    const end = bytes.length - TAG_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(belongsTo))
      .setAuthTag(bytes.subarray(end));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, end)), decipher.final()]).toString();
    } catch {
      return undefined;
    }
  }
}
