/** Who was heard a moment ago is taken to be this much stronger, so that two of the same strength do not take turns. */
const STAYING = 2;

interface Contender {
  readonly voice: { readonly strength: number; readonly wasHeard: boolean };
}

/** Brings the `wanted` strongest of the first `count` to the front, in no order. Nothing is allocated. */
export function loudestFirst<Seat extends Contender>(seats: Seat[], count: number, wanted: number): void {
  let from = 0;
  let to = count - 1;
  while (from < to) {
    const pivot = weight(seats[(from + to) >> 1] as Seat);
    let left = from;
    let right = to;
    while (left <= right) {
      while (weight(seats[left] as Seat) > pivot) left++;
      while (weight(seats[right] as Seat) < pivot) right--;
      if (left > right) break;
      const moved = seats[left] as Seat;
      seats[left++] = seats[right] as Seat;
      seats[right--] = moved;
    }
    if (wanted <= right + 1) to = right;
    else if (wanted >= left) from = left;
    else return;
  }
}

function weight({ voice }: Contender): number {
  return voice.wasHeard ? voice.strength * STAYING : voice.strength;
}
