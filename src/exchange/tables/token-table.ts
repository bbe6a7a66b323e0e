import { createHash, timingSafeEqual } from 'node:crypto';
import { type Random, randomToken } from '../../base/random.ts';
import type { TokenRecord } from '../../store/archives/token-archive.ts';

const PREFIX = 'hamvoip';
const ID_LENGTH = 8;
/** 160 bits. */
const SECRET_LENGTH = 32;

/** Every token there is, in memory. A secret has the form `hamvoip_<id>_<32 characters>`. */
export class TokenTable {
  readonly #records = new Map<string, TokenRecord>();

  constructor(records: readonly TokenRecord[] = []) {
    for (const record of records) this.put(record);
  }

  put(record: TokenRecord): void {
    this.#records.set(record.id, record);
  }

  get(id: string): TokenRecord | undefined {
    return this.#records.get(id);
  }

  list(): readonly TokenRecord[] {
    return [...this.#records.values()];
  }

  /** The token whose secret this is, whether it still works or not. */
  find(secret: string): TokenRecord | undefined {
    const [prefix, id = ''] = secret.split('_');
    const record = prefix === PREFIX ? this.#records.get(id) : undefined;
    // A hash of 160 random bits needs no salt and no slowness.
    const hash = Buffer.from(hashOfSecret(secret), 'hex');
    const expected = Buffer.from(record?.secretHash ?? '', 'hex');
    return expected.length === hash.length && timingSafeEqual(expected, hash) ? record : undefined;
  }
}

export function makeTokenSecret(random: Random): { readonly id: string; readonly secret: string } {
  const id = randomToken(random, ID_LENGTH);
  return { id, secret: `${PREFIX}_${id}_${randomToken(random, SECRET_LENGTH)}` };
}

export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
