import type { Random } from '../base/random.ts';
import { CONFERENCE_DEFAULTS, type ConferenceRecord, type DigestRecord } from '../store/records/records.ts';
import type { Snapshot, Store } from '../store/store.ts';

/** A bridge every new exchange has, so that there is a place to meet before anyone has set up anything. */
const FIRST_CONFERENCE = { number: '900', name: { nl: 'Ronde', en: 'Round table' } } as const;

const NONCE_KEY_BYTES = 32;

/** Until someone adds a conference of that number and so makes it his own. */
export function isFirstConference({ createdAtMs }: ConferenceRecord): boolean {
  return createdAtMs === 0;
}

/**
 * What the store holds. The first time it is opened it gets its digest realm and key, which stay for good, and its
 * first conference.
 */
export async function loadSnapshot(
  store: Store,
  settings: { readonly domain: string; readonly language: 'nl' | 'en' },
  random: Random,
): Promise<Snapshot & { readonly digest: DigestRecord }> {
  const snapshot = await store.load();
  if (snapshot.digest !== null) return { ...snapshot, digest: snapshot.digest };
  const { number, name } = FIRST_CONFERENCE;
  const first = { number, name: name[settings.language], pin: null, createdAtMs: 0, ...CONFERENCE_DEFAULTS };
  if (!snapshot.conferences.some((conference) => conference.number === number))
    await store.insertConference(first);
  const digest = {
    realm: settings.domain,
    nonceKey: Buffer.from(random.bytes(NONCE_KEY_BYTES)).toString('hex'),
  };
  await store.setDigest(digest);
  return { ...(await store.load()), digest };
}
