/** Samples of a PCM 16-bit WAV file; the header's length is not believed, because a file may still be written. */
export function readWav(bytes: Buffer): { samples: Int16Array; rate: number } {
  let offset = 12;
  let rate = 8000;
  while (offset + 8 <= bytes.length) {
    const id = bytes.toString('latin1', offset, offset + 4);
    const length = bytes.readUInt32LE(offset + 4);
    if (id === 'fmt ') rate = bytes.readUInt32LE(offset + 12);
    if (id === 'data') {
      const data = bytes.subarray(offset + 8);
      const samples = new Int16Array(Math.floor(data.length / 2));
      for (let index = 0; index < samples.length; index += 1) samples[index] = data.readInt16LE(2 * index);
      return { samples, rate };
    }
    offset += 8 + length + (length % 2);
  }
  return { samples: new Int16Array(0), rate };
}
