import { fail, ok, type Result } from '../../base/result.ts';
import { ALAW, type G711, ULAW } from '../../rtp/g711.ts';

/** Sound of one channel, as it stands in a file. */
export interface Sound {
  /** Samples a second. */
  readonly rate: number;
  readonly samples: Int16Array;
}

/** `encoding`: it is a WAV file, but its samples are of a kind we do not read. */
export type WavFault = 'not-wav' | 'encoding';

const HEADER_BYTES = 12;
const CHUNK_BYTES = 8;
const PCM = 1;
const ALAW_FORMAT = 6;
const ULAW_FORMAT = 7;
/** The format proper stands in the first two bytes of the GUID behind it. */
const EXTENSIBLE = 0xfffe;
const SUB_FORMAT_AT = 24;
const MOST_CHANNELS = 2;
const LOWEST_RATE = 8_000;
const HIGHEST_RATE = 48_000;

interface Format {
  readonly tag: number;
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
}

/** Reads 16-bit PCM, A-law and µ-law, one channel or two; two are mixed into one. */
export function readWav(file: Uint8Array): Result<Sound, WavFault> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (!isTag(file, 0, 'RIFF') || !isTag(file, 8, 'WAVE')) return fail('not-wav');
  let format: Format | undefined;
  let at = HEADER_BYTES;
  while (at + CHUNK_BYTES <= file.length) {
    const length = view.getUint32(at + 4, true);
    const start = at + CHUNK_BYTES;
    if (isTag(file, at, 'fmt ')) format = readFormat(view, start, length);
    else if (isTag(file, at, 'data')) {
      if (format === undefined) return fail('not-wav');
      // A recorder that was switched off leaves a length of nought or too much: what is there counts.
      const end = Math.min(file.length, length === 0 ? file.length : start + length);
      return readSamples(file.subarray(start, end), format);
    }
    // Chunks begin at even places.
    at = start + length + (length % 2);
  }
  return fail('not-wav');
}

/** A file of one channel in A-law: half the size of PCM, and as good as a telephone line can be. */
export function writeAlawWav({ rate, samples }: Sound): Uint8Array {
  const formatBytes = 18;
  const head = HEADER_BYTES + CHUNK_BYTES + formatBytes + CHUNK_BYTES;
  const file = new Uint8Array(head + samples.length + (samples.length % 2));
  const view = new DataView(file.buffer);
  writeTag(file, 0, 'RIFF');
  view.setUint32(4, file.length - CHUNK_BYTES, true);
  writeTag(file, 8, 'WAVE');
  writeTag(file, 12, 'fmt ');
  view.setUint32(16, formatBytes, true);
  view.setUint16(20, ALAW_FORMAT, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  writeTag(file, 38, 'data');
  view.setUint32(42, samples.length, true);
  ALAW.encode(samples, samples.length, file, head);
  return file;
}

/** A file of one channel in 16-bit PCM, which every program plays. */
export function writePcmWav({ rate, samples }: Sound): Uint8Array {
  const formatBytes = 16;
  const head = HEADER_BYTES + CHUNK_BYTES + formatBytes + CHUNK_BYTES;
  const file = new Uint8Array(head + 2 * samples.length);
  const view = new DataView(file.buffer);
  writeTag(file, 0, 'RIFF');
  view.setUint32(4, file.length - CHUNK_BYTES, true);
  writeTag(file, 8, 'WAVE');
  writeTag(file, 12, 'fmt ');
  view.setUint32(16, formatBytes, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  writeTag(file, 36, 'data');
  view.setUint32(40, 2 * samples.length, true);
  for (let i = 0; i < samples.length; i++) view.setInt16(head + 2 * i, samples[i] as number, true);
  return file;
}

function readFormat(view: DataView, start: number, length: number): Format | undefined {
  if (length < 16 || start + length > view.byteLength) return undefined;
  const written = view.getUint16(start, true);
  const isExtensible = written === EXTENSIBLE && length >= SUB_FORMAT_AT + 2;
  return {
    tag: isExtensible ? view.getUint16(start + SUB_FORMAT_AT, true) : written,
    channels: view.getUint16(start + 2, true),
    rate: view.getUint32(start + 4, true),
    bits: view.getUint16(start + 14, true),
  };
}

function readSamples(data: Uint8Array, { tag, channels, rate, bits }: Format): Result<Sound, WavFault> {
  if (channels < 1 || channels > MOST_CHANNELS || rate < LOWEST_RATE || rate > HIGHEST_RATE)
    return fail('encoding');
  const all = decode(data, tag, bits);
  if (all === undefined) return fail('encoding');
  return ok({ rate, samples: channels === 1 ? all : mixed(all) });
}

function decode(data: Uint8Array, tag: number, bits: number): Int16Array | undefined {
  if (tag === PCM && bits === 16) {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    return Int16Array.from({ length: data.length >> 1 }, (_, index) => view.getInt16(2 * index, true));
  }
  const law: G711 | undefined = tag === ALAW_FORMAT ? ALAW : tag === ULAW_FORMAT ? ULAW : undefined;
  if (law === undefined || bits !== 8) return undefined;
  const samples = new Int16Array(data.length);
  law.decode(data, 0, data.length, samples, 0);
  return samples;
}

function mixed(both: Int16Array): Int16Array {
  const sample = (index: number): number => both[index] as number;
  return Int16Array.from(
    { length: both.length >> 1 },
    (_, index) => (sample(2 * index) + sample(2 * index + 1)) >> 1,
  );
}

function isTag(file: Uint8Array, at: number, tag: string): boolean {
  for (let i = 0; i < tag.length; i++) if (file[at + i] !== tag.charCodeAt(i)) return false;
  return true;
}

function writeTag(file: Uint8Array, at: number, tag: string): void {
  for (let i = 0; i < tag.length; i++) file[at + i] = tag.charCodeAt(i);
}
