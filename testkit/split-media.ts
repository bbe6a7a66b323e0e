import type { Result } from '../src/base/result.ts';
import { LocalMedia } from '../src/media/local-media.ts';
import type { MediaPlane, MediaStream, MediaTotals, OpenStreamOptions } from '../src/media/media-plane.ts';
import type { MediaRadio } from '../src/media/radio/radio-plan.ts';

type Parts = ConstructorParameters<typeof LocalMedia>[0];

/**
 * A media plane of two engines that know nothing of each other, as two worker threads do: streams that nobody asks to
 * be together are apart.
 */
export class SplitMedia implements MediaPlane {
  readonly #planes: readonly [LocalMedia, LocalMedia];
  readonly #planeOf = new WeakMap<MediaStream, LocalMedia>();
  readonly #rooms = new Map<string, LocalMedia>();
  #opened = 0;

  constructor(parts: Parts) {
    const { from, to } = parts.ports;
    const half = from + 2 * Math.floor((to - from + 1) / 4);
    this.#planes = [
      new LocalMedia({ ...parts, ports: { from, to: half - 1 } }),
      new LocalMedia({ ...parts, ports: { from: half, to } }),
    ];
  }

  async openStream(
    family: 'ipv4' | 'ipv6',
    options: OpenStreamOptions = {},
  ): Promise<Result<MediaStream, 'out-of-ports'>> {
    const plane = this.#choose(options);
    const opened = await plane.openStream(family);
    if (opened.ok) this.#planeOf.set(opened.value, plane);
    return opened;
  }

  openRadio(...[plan, onFact]: Parameters<MediaPlane['openRadio']>): MediaRadio {
    return this.#choose({ conference: plan.conference }).openRadio(plan, onFact);
  }

  setPrompt(...[prompt, file]: Parameters<MediaPlane['setPrompt']>): void {
    for (const plane of this.#planes) plane.setPrompt(prompt, file);
  }

  get totals(): MediaTotals {
    const [one, other] = this.#planes.map(({ totals }) => totals) as [MediaTotals, MediaTotals];
    const names = Object.keys(one) as (keyof MediaTotals)[];
    return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as unknown as MediaTotals;
  }

  get isHealthy(): boolean {
    return true;
  }

  async close(): Promise<void> {
    for (const plane of this.#planes) await plane.close();
  }

  #choose({ beside, conference }: OpenStreamOptions): LocalMedia {
    const known = beside ? this.#planeOf.get(beside) : this.#rooms.get(conference ?? '');
    const plane = known ?? this.#planes[this.#opened++ % 2] ?? this.#planes[0];
    if (conference !== undefined) this.#rooms.set(conference, plane);
    return plane;
  }
}
