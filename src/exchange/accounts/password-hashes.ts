import { type Argon2Parameters, argon2, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../base/random.ts';

/** Security 2.22: 64 MiB; takes a tenth of a second on a small machine, in a thread of libuv. */
const MEMORY_KIB = 65_536;
const PASSES = 3;
const PARALLELISM = 1;
const TAG_BYTES = 32;
const SALT_BYTES = 16;
const VERSION = 19;

/** So that log-ins take no more than this of the memory, and no more than half of the threads. */
const MOST_AT_ONCE = 2;
const MOST_WAITING = 20;

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]{8,64})\$([\w+/]{20,100})$/;

/** Hashes of passwords as they are stored (the PHC's string format). */
export class PasswordHashes {
  readonly #random: Random;
  readonly #waiting: (() => void)[] = [];
  #atWork = 0;
  /** What a name that nobody has is compared with, lest it be told by the time that takes. */
  #nobody: Promise<string> | undefined;

  constructor(random: Random) {
    this.#random = random;
  }

  hash(password: string): Promise<string> {
    return this.#hashed(password);
  }

  /** `busy`: too many wait already, and nothing was compared. */
  async verify(password: string, phc: string | null): Promise<boolean | 'busy'> {
    if (this.#waiting.length >= MOST_WAITING) return 'busy';
    this.#nobody ??= this.#hashed('nobody');
    const known = readPhc(phc ?? '');
    const compared = known ?? readPhc(await this.#nobody);
    if (compared === undefined) return false;
    const tag = await this.#derive(password, compared);
    return timingSafeEqual(tag, compared.tag) && known !== undefined;
  }

  async #hashed(password: string): Promise<string> {
    const salt = Buffer.from(this.#random.bytes(SALT_BYTES));
    const tag = await this.#derive(password, {
      salt,
      memory: MEMORY_KIB,
      passes: PASSES,
      parallelism: PARALLELISM,
      tag: Buffer.alloc(TAG_BYTES),
    });
    return `$argon2id$v=${VERSION}$m=${MEMORY_KIB},t=${PASSES},p=${PARALLELISM}$${base64(salt)}$${base64(tag)}`;
  }

  async #derive(password: string, { salt, tag, ...cost }: Phc): Promise<Buffer> {
    if (this.#atWork >= MOST_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#atWork += 1;
    try {
      // People type the same letters in different ways.
      const message = Buffer.from(password.normalize('NFC'), 'utf8');
      return await derived({ message, nonce: salt, tagLength: tag.length, ...cost });
    } finally {
      this.#atWork -= 1;
      this.#waiting.shift()?.();
    }
  }
}

interface Phc {
  readonly salt: Buffer;
  readonly tag: Buffer;
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

function readPhc(text: string): Phc | undefined {
  const [, memory, passes, parallelism, salt = '', tag = ''] = PHC.exec(text) ?? [];
  if (memory === undefined) return undefined;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

function derived(parameters: Argon2Parameters): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, tag) => (error === null ? resolve(tag) : reject(error)));
  });
}
