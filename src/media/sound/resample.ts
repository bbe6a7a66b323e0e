/** Zero crossings of the kernel on each side, at the lower of the two rates. */
const CROSSINGS = 16;
/** Of the lower rate's half: what lies above is gone before it can fold back. */
const PASS_BAND = 0.9;

/**
 * A whole recording at another rate: windowed-sinc interpolation, without what the new rate cannot hold. For sound
 * that is prepared once, not for a call.
 */
export function resample(samples: Int16Array, from: number, to: number): Int16Array {
  if (from === to) return samples;
  const length = Math.floor((samples.length * to) / from);
  const cutoff = PASS_BAND * Math.min(1, to / from);
  const reach = Math.ceil(CROSSINGS / cutoff);
  const made = new Int16Array(length);
  const kernels = new Map<number, Float64Array>();
  for (let i = 0; i < length; i++) {
    // Exact, because a fraction that is added up drifts; equal phases share a kernel.
    const whole = Math.floor((i * from) / to);
    const phase = (i * from) % to;
    const kernel = kernels.get(phase) ?? makeKernel(phase / to, cutoff, reach);
    kernels.set(phase, kernel);
    let sum = 0;
    for (let k = 0; k < kernel.length; k++) {
      sum += (kernel[k] as number) * (samples[whole + k - reach + 1] ?? 0);
    }
    made[i] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
  }
  return made;
}

/** The weights of the samples around a point that lies `phase` behind sample 0; they add up to 1. */
function makeKernel(phase: number, cutoff: number, reach: number): Float64Array {
  const kernel = new Float64Array(2 * reach);
  let total = 0;
  for (let k = 0; k < kernel.length; k++) {
    const x = k - reach + 1 - phase;
    const window = 0.42 + 0.5 * Math.cos((Math.PI * x) / reach) + 0.08 * Math.cos((2 * Math.PI * x) / reach);
    const weight = cutoff * sinc(cutoff * x) * Math.max(0, window);
    kernel[k] = weight;
    total += weight;
  }
  return kernel.map((weight) => weight / total);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
