import { closeSync, constants, openSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { basename, dirname } from 'node:path';
import type { FastifyInstance } from 'fastify';

/** `sun_path` of a Unix socket holds 107 bytes and a zero on Linux. */
const LONGEST_SOCKET_PATH = 107;
/** A running exchange answers in milliseconds; one that stands still must not hold the command for ever. */
const LONGEST_ANSWER_MS = 30_000;

/**
 * Puts the API on a Unix socket that only this user can open (mode 0600, in a folder of mode 0700). The caller holds
 * the data folder's lock, so a socket file that is there already was left by a process that is gone.
 */
export async function listenOnControlSocket(api: FastifyInstance, path: string): Promise<void> {
  await rm(path, { force: true });
  const short = shortPath(path);
  try {
    await api.listen({ path: short.path });
  } finally {
    short.release();
  }
  await chmod(path, 0o600);
}

/** Asks the exchange that listens on the socket; undefined when nobody does. */
export async function requestOverSocket(
  path: string,
  method: string,
  url: string,
  body: unknown,
): Promise<{ readonly status: number; readonly body: unknown } | undefined> {
  let short: ShortPath;
  try {
    short = shortPath(path);
  } catch (error) {
    if (isNobody(error)) return undefined;
    throw error;
  }
  try {
    return await exchange(short.path, method, url, contentOf(body));
  } catch (error) {
    if (isNobody(error)) return undefined;
    throw error;
  } finally {
    short.release();
  }
}

interface ShortPath {
  readonly path: string;
  release(): void;
}

/** A deep data folder is named through its descriptor, because the path of a socket cannot be long. */
function shortPath(path: string): ShortPath {
  if (Buffer.byteLength(path) <= LONGEST_SOCKET_PATH) return { path, release() {} };
  const folder = openSync(dirname(path), constants.O_RDONLY | constants.O_DIRECTORY);
  return { path: `/proc/self/fd/${folder}/${basename(path)}`, release: () => closeSync(folder) };
}

/** No socket file, no listener behind it, or no folder. */
function isNobody(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ENOTDIR';
}

interface Content {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A JSON value, or the bytes of a WAV file. */
function contentOf(body: unknown): Content | undefined {
  if (body === undefined) return undefined;
  if (body instanceof Uint8Array) return { type: 'audio/wav', bytes: body };
  return { type: 'application/json', bytes: Buffer.from(JSON.stringify(body)) };
}

function exchange(
  socketPath: string,
  method: string,
  path: string,
  content: Content | undefined,
): Promise<{ readonly status: number; readonly body: unknown }> {
  return new Promise((resolve, reject) => {
    const headers = content && { 'content-type': content.type, 'content-length': content.bytes.length };
    const outgoing = request({
      socketPath,
      method,
      path,
      ...(headers && { headers }),
      timeout: LONGEST_ANSWER_MS,
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('The exchange does not answer')));
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      readJson(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    });
    outgoing.end(content?.bytes);
  });
}

async function readJson(response: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece);
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    return undefined;
  }
}
