import type { Personality } from '../phone-personality.ts';
import type { TransportKind } from '../phone-transport.ts';

/** A phone of the field, as the scripted phone plays it. */
export interface PhoneModel {
  readonly name: string;
  readonly stands: 'behind a router' | 'on the network of the exchange' | 'at a public address';
  readonly transport: TransportKind;
  /** Its own SIP port, when not 5060. */
  readonly port?: number;
  readonly personality: Partial<Personality>;
}
