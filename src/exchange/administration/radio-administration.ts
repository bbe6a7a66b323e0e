import { isIP, SocketAddress } from 'node:net';
import { ok } from '../../base/result.ts';
import type { RadioRecord } from '../../store/archives/radio-archive.ts';
import type { Outcome } from '../console/outcome.ts';
import type { NewRadio, RadioChange, RadioConsole, RadioView } from '../console/radios.ts';
import type { ActorParts } from './parts.ts';
import { noConflict, notFound, refuse, stored } from './refusal.ts';
import type { Turnstile } from './turnstile.ts';

const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;
const PORTS = { least: 1024, most: 65_535 } as const;
const TALK_LIMIT_S = { least: 10, most: 3600 } as const;
const USUAL_TALK_LIMIT_S = 180;

/** Nobody's address, everybody's, or that of a group: no radio is there. */
const NO_RADIO = /^(0\.|22[4-9]\.|23\d\.|24\d\.|25\d\.|::$|ff)/;

export class RadioAdministration implements RadioConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  add(wanted: NewRadio): Promise<Outcome<RadioView>> {
    return this.#turnstile.pass(async () => {
      const { store, radios, live, clock, audit, actor } = this.#parts;
      const read = this.#read(wanted, { createdAtMs: clock.wallTime() });
      if (!read.ok) return read;
      const record = read.value;
      const written = await stored(store.insertRadio(record), noConflict);
      if (!written.ok) return written;
      radios.set(record.name, record);
      live.openRadio(record);
      const { conference, transmits } = record;
      await audit.append({
        actor,
        action: 'radio.add',
        target: record.name,
        detail: { conference, transmits },
      });
      return ok(this.#view(record));
    });
  }

  list(): readonly RadioView[] {
    return [...this.#parts.radios.values()]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((record) => this.#view(record));
  }

  change(name: string, change: RadioChange): Promise<Outcome<RadioView>> {
    return this.#turnstile.pass(async () => {
      const { store, radios, live, audit, actor } = this.#parts;
      const before = radios.get(name);
      if (before === undefined) return notFound('radio', name);
      const read = this.#read({ ...before, ...given(change) }, before);
      if (!read.ok) return read;
      const record = read.value;
      const written = await stored(store.updateRadio(record), noConflict);
      if (!written.ok) return written;
      radios.set(name, record);
      live.closeRadio(name);
      live.openRadio(record);
      const { conference, transmits } = record;
      await audit.append({ actor, action: 'radio.change', target: name, detail: { conference, transmits } });
      return ok(this.#view(record));
    });
  }

  remove(name: string): Promise<Outcome<RadioView>> {
    return this.#turnstile.pass(async () => {
      const { store, radios, live, audit, actor } = this.#parts;
      const record = radios.get(name);
      if (record === undefined) return notFound('radio', name);
      const before = this.#view(record);
      const written = await stored(store.deleteRadio(name), noConflict);
      if (!written.ok) return written;
      radios.delete(name);
      live.closeRadio(name);
      await audit.append({ actor, action: 'radio.remove', target: name, detail: {} });
      return ok(before);
    });
  }

  /** `before` has the name of the one that is changed. */
  #read(
    wanted: NewRadio,
    before: { readonly name?: string; readonly createdAtMs: number },
  ): Outcome<RadioRecord> {
    const { radios, conferences } = this.#parts;
    const { name, conference, remotePort, localPort } = wanted;
    const address = readAddress(wanted.address);
    const talkLimitS = wanted.talkLimitS ?? USUAL_TALK_LIMIT_S;
    if (!NAME.test(name)) {
      return refuse('name-invalid', 'The name of a radio has letters, digits and hyphens', { longest: 32 });
    }
    if (name !== before.name && radios.has(name))
      return refuse('name-taken', `There is a radio ${name}`, { name });
    if (!conferences.has(conference)) return notFound('conference', conference);
    if (address === undefined || NO_RADIO.test(address)) {
      return refuse('address-invalid', 'A radio has one numeric address', { address: wanted.address });
    }
    for (const [setting, value, { least, most }] of [
      ['remotePort', remotePort, PORTS],
      ['localPort', localPort, PORTS],
      ['talkLimitS', talkLimitS, TALK_LIMIT_S],
    ] as const) {
      const isOff = setting === 'talkLimitS' && value === 0;
      if (isOff || (Number.isInteger(value) && value >= least && value <= most)) continue;
      return refuse('setting-invalid', `${setting} is a whole number from ${least} to ${most}`, {
        setting,
        least,
        most,
      });
    }
    for (const other of radios.values()) {
      if (other.localPort === localPort && other.name !== before.name) {
        return refuse('name-taken', `Radio ${other.name} listens on port ${localPort}`, { name: other.name });
      }
    }
    const { transmits = 'voice', courtesyTone = true } = wanted;
    return ok({
      name,
      conference,
      address,
      remotePort,
      localPort,
      transmits,
      talkLimitS,
      courtesyTone,
      createdAtMs: before.createdAtMs,
    });
  }

  #view(record: RadioRecord): RadioView {
    return { ...record, ...this.#parts.live.radioState(record.name) };
  }
}

/** Without what was left out. */
function given(change: RadioChange): Partial<NewRadio> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** As sockets write it; undefined when it is none. */
function readAddress(text: string): string | undefined {
  const address = text.trim();
  const version = isIP(address);
  if (version === 0 || address.includes('%')) return undefined;
  return new SocketAddress({ address, family: version === 6 ? 'ipv6' : 'ipv4' }).address;
}

/** A conference is removed: its radios go with it. */
export async function removeRadiosOf(parts: ActorParts, conference: string): Promise<void> {
  const { store, radios, live } = parts;
  for (const record of [...radios.values()]) {
    if (record.conference !== conference) continue;
    await stored(store.deleteRadio(record.name), noConflict);
    radios.delete(record.name);
    live.closeRadio(record.name);
  }
}
