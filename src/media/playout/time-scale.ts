/** Voices repeat themselves after 2.5 to 12 ms; so long a piece is left out or said twice. */
const SHORTEST_S = 0.0025;
const LONGEST_S = 0.012;
/** How much has to look alike on both sides of the seam, and how long the seam is. */
const COMPARED_S = 0.008;
const SEAM_S = 0.005;

/** So much more than a frame `shorten` wants to see, in samples. */
export function longestShift(rate: number): number {
  return Math.round(LONGEST_S * rate);
}

/**
 * A frame from more sound than fits into it: a piece that looks like the one behind it is left out (after the idea of
 * WSOLA), so that neither pitch nor ear notices. Gives how long the piece is: the frame holds the rest of the first
 * `frame.length` + that many samples.
 */
export function shorten(sound: Int16Array, frame: Int16Array, rate: number): number {
  const shift = likestShift(sound, rate);
  const seam = Math.round(SEAM_S * rate);
  for (let i = 0; i < frame.length; i++) {
    const later = sound[shift + i] as number;
    const weight = i < seam ? (i + 1) / (seam + 1) : 1;
    frame[i] = i < seam ? (sound[i] as number) * (1 - weight) + later * weight : later;
  }
  return shift;
}

/** A frame from less sound than it holds: a piece is said twice. Gives how many samples of `sound` are left over. */
export function lengthen(sound: Int16Array, frame: Int16Array, rate: number): number {
  const shift = likestShift(sound, rate);
  const seam = Math.round(SEAM_S * rate);
  for (let i = 0; i < frame.length; i++) {
    const back = i - shift;
    if (back < 0) frame[i] = sound[i] as number;
    else if (back >= seam) frame[i] = sound[back] as number;
    else {
      const weight = (back + 1) / (seam + 1);
      frame[i] = (sound[i] as number) * (1 - weight) + (sound[back] as number) * weight;
    }
  }
  return shift;
}

/** The shift at which the sound looks most like its beginning: normalised cross-correlation. */
function likestShift(sound: Int16Array, rate: number): number {
  const compared = Math.round(COMPARED_S * rate);
  const longest = longestShift(rate);
  let best = longest;
  let bestMatch = Number.NEGATIVE_INFINITY;
  for (let shift = Math.round(SHORTEST_S * rate); shift <= longest; shift++) {
    let product = 0;
    let energy = 1;
    for (let i = 0; i < compared; i++) {
      const later = sound[shift + i] as number;
      product += (sound[i] as number) * later;
      energy += later * later;
    }
    const match = product / Math.sqrt(energy);
    // Of two that are as good the longer one: then it is needed less often.
    if (match >= bestMatch) {
      bestMatch = match;
      best = shift;
    }
  }
  return best;
}
