import { BriefMap } from './brief-map.ts';

/** For what is counted off: streams, orders, requests to a thread. */
export class NumberMap<Value> extends BriefMap<number, Value> {
  protected hashOf(key: number): number {
    return key | 0;
  }
}
