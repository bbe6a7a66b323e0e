import type { SampleRate } from '../../rtp/voice-codec.ts';
import type { Tone } from '../media-plane.ts';

/** About -20 dBFS: heard well, startling nobody. */
const PEAK = 3277;
/** Each note swells and fades this long, so that nothing clicks. */
const RAMP_MS = 12;

interface Note {
  /** 0 is a rest. */
  readonly hz: number;
  readonly ms: number;
}

/** Rising is in or on, falling is out or off, low is no. */
const MELODIES: Readonly<Record<Exclude<Tone, 'milliwatt'>, readonly Note[]>> = {
  join: [
    { hz: 659, ms: 110 },
    { hz: 880, ms: 150 },
  ],
  leave: [
    { hz: 880, ms: 110 },
    { hz: 659, ms: 150 },
  ],
  muted: [
    { hz: 523, ms: 90 },
    { hz: 392, ms: 120 },
  ],
  unmuted: [
    { hz: 392, ms: 90 },
    { hz: 523, ms: 120 },
  ],
  confirmed: [
    { hz: 0, ms: 100 },
    { hz: 587, ms: 100 },
    { hz: 0, ms: 60 },
    { hz: 587, ms: 100 },
    { hz: 0, ms: 60 },
    { hz: 784, ms: 180 },
  ],
  ringing: [{ hz: 425, ms: 1000 }],
  record: [
    { hz: 0, ms: 100 },
    { hz: 1000, ms: 400 },
  ],
  refused: [
    { hz: 330, ms: 180 },
    { hz: 0, ms: 60 },
    { hz: 330, ms: 180 },
  ],
  roger: [{ hz: 1000, ms: 120 }],
  'time-warning': [
    { hz: 740, ms: 100 },
    { hz: 0, ms: 80 },
    { hz: 740, ms: 100 },
  ],
  'time-out': [
    { hz: 740, ms: 150 },
    { hz: 0, ms: 60 },
    { hz: 494, ms: 300 },
  ],
  alone: [
    { hz: 523, ms: 200 },
    { hz: 0, ms: 200 },
    { hz: 523, ms: 200 },
  ],
  // Minuet in G from the notebook for Anna Magdalena Bach (Petzold), its first eight bars.
  music: minuet(),
};

function minuet(): readonly Note[] {
  const quarterMs = 460;
  const [g, a, b, c, d, e, fis, g2] = [392, 440, 494, 523, 587, 659, 740, 784];
  const bars: readonly (readonly (readonly [hz: number | undefined, quarters: number])[])[] = [
    [
      [d, 1],
      [g, 0.5],
      [a, 0.5],
      [b, 0.5],
      [c, 0.5],
    ],
    [
      [d, 1],
      [g, 1],
      [g, 1],
    ],
    [
      [e, 1],
      [c, 0.5],
      [d, 0.5],
      [e, 0.5],
      [fis, 0.5],
    ],
    [
      [g2, 1],
      [g, 1],
      [g, 1],
    ],
    [
      [c, 1],
      [d, 0.5],
      [c, 0.5],
      [b, 0.5],
      [a, 0.5],
    ],
    [
      [b, 1],
      [c, 0.5],
      [b, 0.5],
      [a, 0.5],
      [g, 0.5],
    ],
    [
      [a, 1],
      [b, 0.5],
      [a, 0.5],
      [g, 0.5],
      [370, 0.5],
    ],
    [[g, 3]],
  ];
  return bars.flat().map(([hz = 0, quarters]) => ({ hz, ms: quarters * quarterMs }));
}

const MADE = new Map<string, Int16Array>();

/**
 * ITU-T G.711 table 5: a sine at 0 dBm0 lies 3.14 dB below the overload point of A-law, which is full scale, and 3.17 dB
 * below that of µ-law, which is 32,636. This peak is within 0.04 dB of both.
 */
const MILLIWATT_PEAK = 22_742;
const MILLIWATT_HZ = 1004;

/** One second, which ends where it begins. */
function milliwatt(rate: SampleRate): Int16Array {
  return Int16Array.from({ length: rate }, (_, i) =>
    Math.round(MILLIWATT_PEAK * Math.sin((2 * Math.PI * MILLIWATT_HZ * i) / rate)),
  );
}

/** The samples of a tone. Shared: not to be written to. */
export function toneSamples(tone: Tone, rate: SampleRate): Int16Array {
  const name = `${tone}/${rate}`;
  const made = MADE.get(name);
  if (made) return made;
  const samples = tone === 'milliwatt' ? milliwatt(rate) : melody(MELODIES[tone], rate);
  MADE.set(name, samples);
  return samples;
}

function melody(notes: readonly Note[], rate: SampleRate): Int16Array {
  const lengths = notes.map(({ ms }) => (ms * rate) / 1000);
  const samples = new Int16Array(lengths.reduce((sum, length) => sum + length, 0));
  const ramp = (RAMP_MS * rate) / 1000;
  let at = 0;
  for (const [index, { hz }] of notes.entries()) {
    const length = lengths[index] ?? 0;
    for (let i = 0; i < length; i++) {
      const edge = Math.min(1, i / ramp, (length - 1 - i) / ramp);
      const gain = (1 - Math.cos(Math.PI * edge)) / 2;
      samples[at + i] = PEAK * gain * Math.sin((2 * Math.PI * hz * i) / rate);
    }
    at += length;
  }
  return samples;
}
