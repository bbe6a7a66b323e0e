import type { ConferenceRecord } from '../store/records.ts';
import type { Snapshot, Store } from '../store/store.ts';

/** A bridge every new exchange has, so that there is a place to meet before anyone has set up anything. */
const FIRST_CONFERENCE = { number: '900', name: { nl: 'Ronde', en: 'Round table' } } as const;

/** Until someone adds a conference of that number and so makes it his own. */
export function isFirstConference({ createdAtMs }: ConferenceRecord): boolean {
  return createdAtMs === 0;
}

/**
 * What the store holds. The first time it is opened it gets its digest realm, which stays for good because every
 * stored password hash depends on it, and its first conference.
 */
export async function loadSnapshot(
  store: Store,
  settings: { readonly domain: string; readonly language: 'nl' | 'en' },
): Promise<Snapshot & { readonly realm: string }> {
  const snapshot = await store.load();
  const { realm } = snapshot;
  if (realm !== null) return { ...snapshot, realm };
  const { number, name } = FIRST_CONFERENCE;
  const first = { number, name: name[settings.language], pin: null, createdAtMs: 0 };
  if (!snapshot.conferences.some((conference) => conference.number === number))
    await store.insertConference(first);
  await store.setRealm(settings.domain);
  return { ...(await store.load()), realm: settings.domain };
}
