import { randomToken } from '../../base/random.ts';
import { ok } from '../../base/result.ts';
import { generatePassword, SHORT_LENGTH } from '../../policy/password.ts';
import { ha1 } from '../../sip/digest/verify.ts';
import type { PhonePasswordRecord } from '../../store/records/member-records.ts';
import { readName } from '../administration/fields.ts';
import type { ActorParts } from '../administration/parts.ts';
import { notFound, refuse } from '../administration/refusal.ts';
import type { NewPhonePassword, PhonePasswordMade, PhonePasswordView } from '../console/members.ts';
import type { Outcome } from '../console/outcome.ts';
import { put, remove } from '../tables/ledger.ts';
import { phonePasswordsOf, refreshPhoneSecrets } from './phone-secrets.ts';

const ID_LENGTH = 8;
/** Each is one more hash for a password that is wrong. */
const MOST_OF_ONE = 10;

/** A password for one phone, so that it can be taken back alone. */
export async function addPhonePassword(
  { site, extensions, random, clock, realm, actor }: ActorParts,
  number: string,
  wish: NewPhonePassword,
): Promise<Outcome<PhonePasswordMade>> {
  if (!extensions.has(number)) return notFound('extension', number);
  const name = readName(wish.name);
  if (!name.ok) return name;
  const known = phonePasswordsOf(site.ledger, number);
  if (known.length >= MOST_OF_ONE) {
    return refuse('too-many-open', `At most ${MOST_OF_ONE} phones have a password`, { most: MOST_OF_ONE });
  }
  if (known.some((one) => one.name === name.value)) {
    return refuse('name-taken', `There is a phone ${name.value} already`, { name: name.value });
  }
  const password = generatePassword(random, wish.short ? SHORT_LENGTH : undefined);
  const account = { username: number, realm, password };
  const record: PhonePasswordRecord = {
    id: randomToken(random, ID_LENGTH),
    extension: number,
    name: name.value,
    ha1Md5: ha1({ ...account, algorithm: 'MD5' }),
    ha1Sha256: ha1({ ...account, algorithm: 'SHA-256' }),
    short: wish.short ? 1 : 0,
    createdAtMs: Math.round(clock.wallTime()),
  };
  const { language } = site.settings;
  const handover =
    wish.settings &&
    site.handovers.make({ extension: number, purpose: wish.settings, password, language, createdBy: actor });
  const written = await site.ledger.commit(put('phonePasswords', record), ...(handover?.changes ?? []));
  if (!written.ok) return written;
  refreshPhoneSecrets(site.ledger, extensions, number);
  const settings =
    handover === undefined ? null : { secret: handover.secret, endsAtMs: handover.record.endsAtMs };
  return ok({ phone: phonePasswordView(record), password, settings });
}

/** The phone fails at its next REGISTER. */
export async function removePhonePassword(
  { site, extensions }: ActorParts,
  number: string,
  id: string,
): Promise<Outcome<PhonePasswordView>> {
  const record = phonePasswordsOf(site.ledger, number).find((one) => one.id === id);
  if (record === undefined) return notFound('phone', id);
  const written = await site.ledger.commit(remove('phonePasswords', id));
  if (!written.ok) return written;
  refreshPhoneSecrets(site.ledger, extensions, number);
  return ok(phonePasswordView(record));
}

/** With the extension's own password those of its phones are void, too. */
export async function removePhonePasswords({ site, extensions }: ActorParts, number: string): Promise<void> {
  const known = phonePasswordsOf(site.ledger, number);
  if (known.length === 0) return;
  await site.ledger.commit(...known.map(({ id }) => remove('phonePasswords', id)));
  refreshPhoneSecrets(site.ledger, extensions, number);
}

export function phonePasswordView({ id, name, short, createdAtMs }: PhonePasswordRecord): PhonePasswordView {
  return { id, name, short: short === 1, createdAtMs };
}
