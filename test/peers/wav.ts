/** Samples of a PCM 16-bit WAV file; the header's length is not believed, because a file may still be written. */
export function readWav(bytes: Buffer): Int16Array {
  let offset = 12;
  while (offset + 8 <= bytes.length) {
    const id = bytes.toString('latin1', offset, offset + 4);
    const length = bytes.readUInt32LE(offset + 4);
    if (id === 'data') return readSamples(bytes.subarray(offset + 8));
    offset += 8 + length + (length % 2);
  }
  return new Int16Array(0);
}

export function readSamples(bytes: Buffer): Int16Array {
  const samples = new Int16Array(Math.floor(bytes.length / 2));
  for (let index = 0; index < samples.length; index += 1) samples[index] = bytes.readInt16LE(2 * index);
  return samples;
}
