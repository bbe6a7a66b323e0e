import { createCipheriv, createDecipheriv, createHash, scrypt } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';

/**
 * A backup file: a line with the format's number, a line of JSON that says what follows, the files one behind the
 * other under AES-256-GCM, and the tag, which vouches for the two lines as well. The key is scrypt's.
 */
const MAGIC = 'HAMVOIP-BACKUP ';
const FORMAT = 1;
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const CHECK_BYTES = 8;
const TAG_BYTES = 16;
const CHUNK_BYTES = 1024 * 1024;
const LONGEST_HEADER = 64 * 1024;
/** Of scrypt. 128 MiB of memory for half a second: a guess at the passphrase costs as much. */
export const BACKUP_COST = 2 ** 17;
const SCRYPT = { blockSize: 8, parallelization: 1 } as const;
/** What a header may ask of us: a forged one must not take all memory. */
const MOST_COST = 2 ** 20;
export const SALT_BYTES = 16;
export const IV_BYTES = 12;

export interface BackupHeader {
  /** ISO 8601. */
  readonly createdAt: string;
  /** Of hamvoip. */
  readonly version: string;
  /** Number of migrations the database has had. */
  readonly schema: number;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

export interface BackupSecret {
  readonly passphrase: string;
  readonly salt: Uint8Array;
  readonly iv: Uint8Array;
  /** Usually `BACKUP_COST`. */
  readonly cost: number;
}

interface SealedHeader extends BackupHeader {
  readonly cost: number;
  readonly salt: string;
  readonly iv: string;
  /** Tells a wrong passphrase from a damaged file before anything is read. */
  readonly check: string;
}

export class BackupError extends Error {
  override name = 'BackupError';
  readonly reason: 'not-a-backup' | 'newer' | 'wrong-passphrase' | 'damaged';

  constructor(reason: BackupError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Told after every piece: how much of how much. */
export type Progress = (doneBytes: number, totalBytes: number) => void;

/** Writes a new file, readable by its owner only, and gives its SHA-256. Throws what the file system throws. */
export async function writeBackup(
  path: string,
  header: BackupHeader,
  sources: readonly string[],
  secret: BackupSecret,
  progress: Progress,
): Promise<string> {
  const { key, check } = await deriveKey(secret.passphrase, secret.salt, secret.cost);
  const sealed: SealedHeader = {
    ...header,
    cost: secret.cost,
    salt: hex(secret.salt),
    iv: hex(secret.iv),
    check,
  };
  const head = Buffer.from(`${MAGIC}${FORMAT}\n${JSON.stringify(sealed)}\n`, 'utf8');
  const cipher = createCipheriv(CIPHER, key, secret.iv).setAAD(head);
  const hash = createHash('sha256');
  const file = openSync(path, 'wx', 0o600);
  try {
    const put = (bytes: Uint8Array): void => {
      hash.update(bytes);
      writeAll(file, bytes);
    };
    put(head);
    const total = totalBytes(header);
    let done = 0;
    for (const source of sources) {
      eachChunk(source, (chunk) => {
        put(cipher.update(chunk));
        done += chunk.length;
        progress(done, total);
      });
    }
    put(cipher.final());
    put(cipher.getAuthTag());
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

/** What the file says it holds; not to be trusted before `readBackup` has read it to its end. */
export function readBackupHeader(path: string, fileBytes: number): BackupHeader {
  return readHead(path, fileBytes).header;
}

/**
 * Writes the files of a backup, each to the path `target` gives for its name, readable by their owner only. Throws a
 * `BackupError`, and then what was written must not be used.
 */
export async function readBackup(
  path: string,
  fileBytes: number,
  passphrase: string,
  target: (name: string) => string,
  progress: Progress,
): Promise<void> {
  const { header, head } = readHead(path, fileBytes);
  const { key, check } = await deriveKey(passphrase, Buffer.from(header.salt, 'hex'), header.cost);
  if (check !== header.check) throw new BackupError('wrong-passphrase', 'the passphrase is another one');
  const decipher = createDecipheriv(CIPHER, key, Buffer.from(header.iv, 'hex')).setAAD(head);
  const total = totalBytes(header);
  const file = openSync(path, 'r');
  try {
    let position = head.length;
    const reader = new Reader(file);
    decipher.setAuthTag(reader.read(head.length + total, TAG_BYTES));
    for (const { name, bytes } of header.files) {
      const out = openSync(target(name), 'wx', 0o600);
      try {
        for (let left = bytes; left > 0; ) {
          const chunk = reader.read(position, Math.min(left, CHUNK_BYTES));
          writeAll(out, decipher.update(chunk));
          position += chunk.length;
          left -= chunk.length;
          progress(position - head.length, total);
        }
        fsyncSync(out);
      } finally {
        closeSync(out);
      }
    }
    finish(decipher);
  } finally {
    closeSync(file);
  }
}

function finish(decipher: ReturnType<typeof createDecipheriv>): void {
  try {
    decipher.final();
  } catch {
    throw new BackupError('damaged', 'the file is not what was written');
  }
}

function readHead(path: string, fileBytes: number): { header: SealedHeader; head: Buffer } {
  const file = openSync(path, 'r');
  try {
    const bytes = new Reader(file).read(0, Math.min(fileBytes, LONGEST_HEADER));
    const first = bytes.indexOf(10);
    const second = bytes.indexOf(10, first + 1);
    const line = bytes.toString('utf8', 0, Math.max(0, first));
    if (!line.startsWith(MAGIC)) throw new BackupError('not-a-backup', 'the file is no backup of hamvoip');
    if (line !== `${MAGIC}${FORMAT}`)
      throw new BackupError('newer', `a format of later: ${line.slice(0, 40)}`);
    const header = parseHeader(bytes.toString('utf8', first + 1, Math.max(first + 1, second)));
    const head = bytes.subarray(0, second + 1);
    const expected = head.length + totalBytes(header) + TAG_BYTES;
    if (fileBytes !== expected) throw new BackupError('damaged', `${fileBytes} bytes instead of ${expected}`);
    return { header, head };
  } finally {
    closeSync(file);
  }
}

function parseHeader(text: string): SealedHeader {
  const broken = new BackupError('damaged', 'its first lines cannot be read');
  let value: Partial<Record<keyof SealedHeader, unknown>>;
  try {
    value = JSON.parse(text);
  } catch {
    throw broken;
  }
  const { createdAt, version, schema, files, cost, salt, iv, check } = value ?? {};
  const isCost = Number.isInteger(cost) && Number(cost) >= 2 && Number(cost) <= MOST_COST;
  if (!isCost || !isHex(salt, SALT_BYTES) || !isHex(iv, IV_BYTES) || !isHex(check, CHECK_BYTES)) throw broken;
  if (typeof createdAt !== 'string' || typeof version !== 'string' || !isCount(schema)) throw broken;
  if (!Array.isArray(files) || !files.every(isFile)) throw broken;
  return { createdAt, version, schema, files, cost: Number(cost), salt, iv, check };
}

function isFile(value: unknown): value is BackupHeader['files'][number] {
  if (typeof value !== 'object' || value === null) return false;
  return 'name' in value && typeof value.name === 'string' && 'bytes' in value && isCount(value.bytes);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isHex(value: unknown, bytes: number): value is string {
  return typeof value === 'string' && value.length === 2 * bytes && /^[0-9a-f]*$/.test(value);
}

async function deriveKey(
  passphrase: string,
  salt: Uint8Array,
  cost: number,
): Promise<{ key: Buffer; check: string }> {
  const options = { ...SCRYPT, cost, maxmem: 256 * cost * SCRYPT.blockSize };
  const bytes = await new Promise<Buffer>((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, KEY_BYTES + CHECK_BYTES, options, (error, derived) => {
      if (error) reject(error);
      else resolve(derived);
    });
  });
  return { key: bytes.subarray(0, KEY_BYTES), check: hex(bytes.subarray(KEY_BYTES)) };
}

class Reader {
  readonly #file: number;

  constructor(file: number) {
    this.#file = file;
  }

  /** Exactly so many bytes, or the file is damaged. */
  read(position: number, bytes: number): Buffer {
    const buffer = Buffer.alloc(bytes);
    let filled = 0;
    while (filled < bytes) {
      const got = readSync(this.#file, buffer, filled, bytes - filled, position + filled);
      if (got === 0) throw new BackupError('damaged', 'the file ends too early');
      filled += got;
    }
    return buffer;
  }
}

function eachChunk(path: string, use: (chunk: Uint8Array) => void): void {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    for (;;) {
      const got = readSync(file, buffer);
      if (got === 0) return;
      use(buffer.subarray(0, got));
    }
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

function totalBytes({ files }: BackupHeader): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
